import { html, type Fragment } from '@tsgi/web';

import type { Entry } from './entries.ts';

const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** An entry, as all pages show it. */
export function entryCard({ id, author, text, photo, written }: Entry, actions?: Fragment): Fragment {
  const when = new Date(written);
  return html`<article class="card" id="entry-${id}" aria-labelledby="author-${id}">
<header><h3 id="author-${id}">${author}</h3> <time datetime="${when.toISOString()}">${time.format(when)} UTC</time></header>
<p>${text}</p>
${photo !== null && html`<img src="/photos/${photo}" alt="Photo by ${author}" loading="lazy">`}${actions}
</article>`;
}
