import type { Application } from '@tsgi/contract';
import { get, mount, named, router, url } from '@tsgi/router';
import { html, notFound } from '@tsgi/web';

import { FRUIT } from './fruit.ts';
import { layout } from './layout.ts';
import { stock } from './stock.ts';

const routes = [
  named(
    'shop',
    get('/', (request): Application =>
      layout(
        request,
        'Shop',
        html`<ul>${FRUIT.map((name) => html`<li><a href="${link('fruit', { name }, request)}">${name}</a></li>`)}</ul>
<p><a href="${link('stock', {}, request)}">What there is in stock</a>, which is an application in this one</p>`,
      ),
    ),
  ),
  named(
    'fruit',
    get('/fruit/:name', (request): Application => {
      const { name } = request.params;
      if (!FRUIT.includes(name)) return notFound(`There is no ${name}.`);
      return layout(
        request,
        `The ${name}`,
        html`<p><a href="${link('count', { name }, request)}">How many there are</a></p><p><a href="${link('shop', {}, request)}">Back to the shop</a></p>`,
      );
    }),
  ),
  mount('/stock', stock),
];
const link = url(routes);

/** A shop, which can stand at any path of any host: its links begin where it was reached. */
export const shop = router(routes)(notFound('The shop has no such page.'));
