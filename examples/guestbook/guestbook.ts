import { type Application, compose } from '@tsgi/contract';
import { accessLog, type SinkOption } from '@tsgi/logging';
import { get, mount, post, router } from '@tsgi/router';
import { csrf, sessions } from '@tsgi/sessions';
import { staticFiles } from '@tsgi/static';
import { errors, redirect } from '@tsgi/web';

import { admin } from './admin.ts';
import { addEntry, showEntries } from './entries-page.ts';
import { errorPage, nowhere } from './layout.ts';
import { securityHeaders } from './security-headers.ts';
import { enter, join, leave, showForm } from './sign-in-page.ts';
import type { Site } from './site.ts';

/** The guestbook: one application, made of others. */
export function guestbook(site: Site, log: SinkOption): Application {
  return compose(
    accessLog({ sink: log, format: 'dev' }),
    securityHeaders,
    errors({ render: ({ failure }) => errorPage(site, failure) }),
    // A name of its own: cookies are a host's, whatever the port. An entry that waits for its author may need two of them.
    sessions({ secrets: site.secret, cookie: { name: '__Host-guestbook', chunks: 3 } }),
    csrf(),
    router([
      get('/', (request) => showEntries(site, request)),
      post('/entries', (request) => addEntry(site, request)),
      get('/live', (request) => site.live.stream(site.entries, request.query.get('after'))),
      get('/sign-in', (request) => showForm(site, request)),
      post('/sign-in', (request) => enter(site, request)),
      post('/sign-up', (request) => join(site, request)),
      post('/sign-out', leave),
      // A browser that comes back by the address, where a form was sent to.
      ...['/entries', '/sign-up', '/sign-out'].map((path) => get(path, () => redirect('/'))),
      mount('/admin', admin(site)),
      mount('/assets', staticFiles(site.assets.folder, { immutable: /^\/[0-9a-f]{12}\./ })(nowhere)),
      mount('/photos', staticFiles(site.photos, { immutable: /./ })(nowhere)),
    ]),
  )(nowhere);
}
