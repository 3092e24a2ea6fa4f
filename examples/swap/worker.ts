/** The application as a worker: what a deployment to Cloudflare Workers has for its default, bundled, with the files beside it. */

import { serve, type Worker } from '@tsgi/fetch/workers';

import { application } from './application.ts';

export const worker: Worker = serve(application);
