/** A worker: an application like any other, whose bindings are in the environ. */

import type { Application } from '@tsgi/contract';
import { serve, type Worker } from '@tsgi/fetch/workers';
import { get, post, router } from '@tsgi/router';
import { errors, html, json, notFound, page } from '@tsgi/web';

/** What the configuration binds. */
interface Bindings {
  readonly GREETING: string;
}

const app: Application = errors()(
  router([
    get('/', ({ environ }) => {
      const { GREETING } = environ['workers.env'] as Bindings;
      return page(
        html`<html lang="en"><head><title>${GREETING}</title></head><body><h1>${GREETING}</h1></body></html>`,
      );
    }),
    post('/sum', async (request) => {
      const numbers = await request.json();
      return json({
        sum: Array.isArray(numbers) ? numbers.reduce((sum: number, each) => sum + Number(each), 0) : null,
      });
    }),
  ])(notFound()),
);

/** What the worker's module has for its default. */
export const worker: Worker = serve(app);
