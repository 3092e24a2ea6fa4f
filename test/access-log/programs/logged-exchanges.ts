/** The exchanges of the tests, and what is told of them: what it has to say is a line of JSON each. */

import type { Application } from '@tsgi/contract';

import { telemetry } from '../telemetry.ts';

export const loggedExchanges: Application = telemetry({
  record: (line) => console.log(line),
  entry: (line) => console.log(`{"entry":${line}}`),
  called: (path) => console.log(JSON.stringify({ called: path })),
});
