import { html, type Fragment } from '@tsgi/web';

import type { Entry } from './entries.ts';

const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** An entry, as all pages show it. */
export function entryCard({ id, author, text, photo, written }: Entry, actions?: Fragment): Fragment {
  const when = new Date(written);
  return html`<article class="card" id="entry-${id}" aria-labelledby="author-${id}">
<header><h2 id="author-${id}" dir="auto">${author}</h2> <time datetime="${when.toISOString()}">${time.format(when)} UTC</time></header>
<p dir="auto">${text}</p>
${photo !== null && html`<img src="/photos/${photo}" alt="Photo by ${author}" loading="lazy">`}${actions}
</article>`;
}
