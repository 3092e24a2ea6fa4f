/** Sessions on the server of the runtime that runs this, Bun or Deno: sealed below `/sealed`, in memory below `/memory`. Says its URL. */

import type { Application } from '@tsgi/contract';
import { memoryStore, session, sessions } from '@tsgi/sessions';
import { handler, text } from '@tsgi/web';

const visits = handler(async (request) => {
  const found = await session<{ visits: number }>(request);
  return text(`visit ${found.update('visits', (count = 0) => count + 1)}`);
});

const sealed = sessions({ secrets: 'a secret of 32 bytes for the tests' })(visits);
const memory = sessions({ store: memoryStore() })(visits);
const application: Application = (environ, startResponse) =>
  (environ.PATH_INFO === '/sealed' ? sealed : memory)(environ, startResponse);

const { serve } = 'Bun' in globalThis ? await import('@tsgi/fetch/bun') : await import('@tsgi/fetch/deno');
console.log((await serve(application, { port: 0, errors: { write() {}, flush() {} } })).url);
