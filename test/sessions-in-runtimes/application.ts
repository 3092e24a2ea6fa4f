/** Sessions, `csrf()`, who is signed in, and forms, without a platform: sessions sealed below `/sealed`, in memory below `/memory`. */

import { type Application, compose } from '@tsgi/contract';
import { get, mount, post, router } from '@tsgi/router';
import { csrf, csrfField, identity, memoryStore, session, sessions, signIn, signOut } from '@tsgi/sessions';
import { empty, errors, html, json, notFound, page, text } from '@tsgi/web';

const site = router([
  get('/visit', async (request) => {
    const found = await session<{ visits: number }>(request);
    return text(`visit ${found.update('visits', (count = 0) => count + 1)}`);
  }),
  get('/who', async (request) => text((await identity(request)) ?? 'nobody')),
  get('/form', async (request) => page(html`<form method="post">${csrfField(request)}</form>`)),
  post('/sign-in', async (request) => {
    await signIn(request, (await request.form()).get('name') ?? '');
    return empty();
  }),
  post('/sign-out', async (request) => {
    await signOut(request);
    return empty();
  }),
  post('/parts', async (request) => {
    const parts: unknown[] = [];
    for await (const part of request.multipart()) parts.push([part.name, part.filename, (await part.bytes()).length]);
    return json(parts);
  }),
  post('/json', async (request) => json(await request.json({ limit: 100 }))),
])(notFound());

const kept = (middleware: ReturnType<typeof sessions>): Application => compose(middleware, csrf())(site);

export const application: Application = errors({ report() {} })(
  router([
    mount('/sealed', kept(sessions({ secrets: 'a secret of 32 bytes for the tests' }))),
    mount('/memory', kept(sessions({ store: memoryStore() }))),
  ])(notFound()),
);
