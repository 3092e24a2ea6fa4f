/** The exchanges of the test behind a log: what it has to say is a line of JSON each. */

import type { Application } from '@tsgi/contract';
import { accessLog } from '@tsgi/logging';

import { exchanges } from '../exchanges.ts';

const log = accessLog({ format: 'json', sink: (line) => console.log(line) });

export const loggedExchanges: Application = log(exchanges((path) => console.log(JSON.stringify({ called: path }))));
