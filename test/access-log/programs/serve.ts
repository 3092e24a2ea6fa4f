/** Serves on Bun or Deno: `serve.ts <runtime>`. Says its port in a line of JSON. */

import type { Application, ErrorStream } from '@tsgi/contract';

import { loggedExchanges } from './logged-exchanges.ts';

const [name = ''] = process.argv.slice(2);
const { serve } = (await import(`../../../packages/fetch/src/${name}.ts`)) as {
  serve: (app: Application, options: object) => Promise<{ readonly port: number }>;
};
const errors: ErrorStream = { write() {}, flush() {} };
const { port } = await serve(loggedExchanges, { port: 0, errors });
console.log(JSON.stringify({ port }));
