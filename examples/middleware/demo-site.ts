import { readFileSync } from 'node:fs';

import { plannedMaintenance } from 'tsgi-maintenance';

import type { Application } from '@tsgi/contract';
import { get, router } from '@tsgi/router';
import { html, json, notFound, page, raw, text } from '@tsgi/web';

const style = raw(readFileSync(new URL('style.css', import.meta.url), 'utf8'));
const headers = [['Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; img-src data:"]] as const;

const PHASES = {
  ahead: 'Nothing is to be said of it yet.',
  announced: 'This page has a banner, which this program knows nothing of.',
  'under way': 'You should not see this.',
  over: 'It is over, and the middleware does nothing any more.',
};

/** A shop that has never heard of banners. What it asks is whether there is time enough for an order. */
export const shop: Application = router([
  get('/', ({ environ }) => {
    const { phase, from, until } = plannedMaintenance(environ);
    return page(
      html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Shop</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main>
<h1>Shop</h1>
<p>Maintenance is <strong>${phase}</strong>: from ${when(from)} to ${when(until)}. ${PHASES[phase]}</p>
${phase === 'announced' ? html`<p>No orders are taken any more.</p>` : html`<p>Orders are taken.</p>`}
<ul>
<li><a href="/">This page once more</a></li>
<li><a href="/prices">Prices</a>, as JSON: announced in a header alone</li>
<li><a href="/health">Health</a>, which can be asked for also while maintenance lasts</li>
</ul>
</main>
</body>
</html>
`,
      { headers },
    );
  }),
  get('/prices', () => json({ apple: 0.5, pear: 0.75 })),
  get('/health', () => text('ok\n')),
])(notFound());

function when(ms: number): string {
  return `${new Date(ms).toISOString().slice(11, 19)} UTC`;
}
