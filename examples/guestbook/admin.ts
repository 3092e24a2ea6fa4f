import type { Application } from '@tsgi/contract';
import { get, integer, post, router } from '@tsgi/router';
import { identity } from '@tsgi/sessions';
import { html, HttpError, page } from '@tsgi/web';

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
      const remove = (id: number) => html`<form method="post" action="${request.prefix}/entries/${id}/remove">
${visitor.csrf}<button class="quiet">Remove</button></form>`;
      const content = html`<h2>Entries</h2>
${entries.map((entry) => entryCard(entry, remove(entry.id)))}
${next !== undefined && html`<p><a href="${request.prefix}?before=${next}" rel="next">Older entries</a></p>`}`;
      return page(layout(site, 'Admin', content, visitor));
    }),
    post('/entries/:id/remove', { id: integer }, async (request) => {
      await removePhoto(site.photos, site.entries.remove(request.params.id));
      return redirectWith(request, request.prefix, 'The entry is gone.');
    }),
  ])(nowhere);
  return async (environ, startResponse) => {
    const name = await identity(environ);
    if (name !== undefined && site.accounts.find(name)?.admin === true) return routes(environ, startResponse);
    throw new HttpError(403, 'This page is for those who look after the guestbook.');
  };
}
