import { type Application, compose } from '@tsgi/contract';
import { fromFetch } from '@tsgi/fetch';
import { accessLog, type SinkOption } from '@tsgi/logging';
import { fromNode } from '@tsgi/node';
import { get, mount, post, router } from '@tsgi/router';
import { csrf, memoryStore, sessions } from '@tsgi/sessions';
import { staticFiles } from '@tsgi/static';
import { errors, notFound } from '@tsgi/web';

import { expressApp } from './express-app.ts';
import { honoApp } from './hono-app.ts';
import { koaApp } from './koa-app.ts';
import { showStart, takeName } from './start-page.ts';
import type { Steps } from './steps.ts';
import { introduce } from './visitor.ts';

/** One application: what all have in common, and who answers below which prefix. */
export function site(steps: Steps, log: SinkOption): Application {
  const hono = honoApp(steps);
  const stack = compose(
    accessLog({ sink: log, format: 'common' }),
    errors(),
    staticFiles(new URL('public/', import.meta.url)),
    // A name of its own: cookies are a host's, whatever the port.
    sessions({ store: memoryStore(), cookie: { name: '__Host-any-framework' } }),
    csrf(),
    introduce(steps),
    router([
      get('/', (request) => showStart(steps, request)),
      post('/name', takeName),
      mount('/express', fromNode(expressApp(steps))),
      mount(
        '/hono',
        fromFetch((request) => hono.fetch(request)),
      ),
      mount('/koa', fromNode(koaApp(steps).callback())),
    ]),
  );
  return stack(notFound());
}
