import type { Application } from '@tsgi/contract';
import { get, integer, post, router } from '@tsgi/router';
import { identity } from '@tsgi/sessions';
import { html, HttpError, page, redirect } from '@tsgi/web';

import { entryCard } from './entry-card.ts';
import { layout, nowhere, redirectWith, visitorOf } from './layout.ts';
import { removePhoto } from './photos.ts';
import type { Site } from './site.ts';

/** An application of its own, wherever it is mounted: takes entries away, for admins. */
export function admin(site: Site): Application {
  const routes = router([
    get('/', async (request) => {
      const visitor = await visitorOf(site, request);
      const { entries, next } = site.entries.page(request.query.get('before'));
      const remove = (id: number) => html`<details><summary aria-describedby="author-${id}">Remove</summary>
<form method="post" action="${request.prefix}/entries/${id}/remove${request.url.search}">
${visitor.csrf}<button class="danger">Remove it for good</button></form></details>`;
      const content = html`${entries.length === 0 && html`<p class="empty">There are no entries.</p>`}
${entries.map((entry) => entryCard(entry, remove(entry.id)))}
<nav class="pages" aria-label="Pages"><a href="${request.prefix}">Newest entries</a>
${next !== undefined && html`<a href="${request.prefix}?before=${next}" rel="next">Older entries</a>`}</nav>`;
      return page(layout(site, 'Admin', content, visitor));
    }),
    post('/entries/:id/remove', { id: integer }, async (request) => {
      await removePhoto(site.photos, site.entries.remove(request.params.id));
      return redirectWith(request, request.prefix + request.url.search, 'The entry is gone.');
    }),
  ])(nowhere);
  return async (environ, startResponse) => {
    const account = site.accounts.find(await identity(environ));
    if (account?.admin === true) return routes(environ, startResponse);
    if (account !== undefined) throw new HttpError(403, 'This page is for those who look after the guestbook.');
    const here = environ.SCRIPT_NAME + (environ.QUERY_STRING && `?${environ.QUERY_STRING}`);
    return redirect(`/sign-in?to=${encodeURIComponent(here)}`)(environ, startResponse);
  };
}
