/** The application as a worker. */

import { serve, type Worker } from '@tsgi/fetch/workers';

import { application } from './application.ts';

export const worker: Worker = serve(application, { errors: { write() {}, flush() {} } });
