import { serve } from '@tsgi/server';
import { staticFiles } from '@tsgi/static';
import { notFound } from '@tsgi/web';

import { sayPort } from './say-port.ts';

const [root = ''] = process.argv.slice(2);
const server = await serve(staticFiles(root, { immutable: /-[0-9a-f]{16}\.js$/ })(notFound()), { port: 0 });
sayPort(server.port);
