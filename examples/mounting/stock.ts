import type { Application } from '@tsgi/contract';
import { get, named, router, url } from '@tsgi/router';
import { html, notFound } from '@tsgi/web';

import { layout } from './layout.ts';
import { FRUIT } from './fruit.ts';

const routes = [
  named(
    'stock',
    get('/', (request): Application =>
      layout(
        request,
        'Stock',
        html`<ul>${FRUIT.map((name) => html`<li><a href="${link('count', { name }, request)}">${name}</a></li>`)}</ul>`,
      ),
    ),
  ),
  named(
    'count',
    get('/:name', (request): Application => {
      const { name } = request.params;
      if (!FRUIT.includes(name)) return notFound(`There is no ${name}.`);
      return layout(
        request,
        `Stock of ${name}`,
        html`<p>${name.length * 10} of them.</p><p><a href="${link('stock', {}, request)}">All of it</a></p>`,
      );
    }),
  ),
] as const;
const link = url(routes);

/** What there is in the shop: an application within that application. It knows neither's prefix. */
export const stock = router(routes)(notFound('The stock has no such page.'));
