/** What the module of a worker has for its default. */

import { serve, type Worker } from '../../../packages/fetch/src/workers.ts';
import { loggedExchanges } from './logged-exchanges.ts';

export const worker: Worker = serve(loggedExchanges, { errors: { write() {}, flush() {} } });
