// Files on the TSGI reference server: node static-tsgi.ts <root>

import { serve } from '@tsgi/server';
import { staticFiles } from '@tsgi/static';
import { notFound } from '@tsgi/web';
import { announce } from '../harness/announce.ts';

const [root = ''] = process.argv.slice(2);
const server = await serve(staticFiles(root)(notFound()), { host: '127.0.0.1', port: 0 });
announce(server.port);
