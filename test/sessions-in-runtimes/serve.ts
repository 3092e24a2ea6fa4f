/** The application on the server of the runtime that runs this, Bun or Deno. Says its URL. */

import { application } from './application.ts';

const { serve } = 'Bun' in globalThis ? await import('@tsgi/fetch/bun') : await import('@tsgi/fetch/deno');
console.log((await serve(application, { port: 0, errors: { write() {}, flush() {} } })).url);
