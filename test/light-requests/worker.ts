/** Answers with what is seen otherwise in a worker. */

import { differences } from './differences.ts';

export const worker = { fetch: async (): Promise<Response> => Response.json(await differences()) };
