import { type Application, compose } from '@tsgi/contract';
import { get, mount, post, router } from '@tsgi/router';
import { staticFiles } from '@tsgi/static';
import { empty, errors, html, notFound } from '@tsgi/web';

import { proxy } from './proxy.ts';
import type { Pulse } from './pulse.ts';
import { pulsePage } from './pulse-page.ts';
import { sitePage } from './site-page.ts';
import { progressEvents, receive, showProgress, uploadForm } from './upload-page.ts';
import { Uploads } from './uploads.ts';

/** What the site stands on. */
export interface StreamingOptions {
  readonly pulse: Pulse;
  /** The origin of the server behind the proxy. */
  readonly upstream: string;
  /** Aborted when the server is about to close: what would go on for ever ends then. */
  readonly closing: AbortSignal;
}

/** The site: everything that it answers, it can begin to answer before it knows the end. */
export function streaming({ pulse, upstream, closing }: StreamingOptions): Application {
  const uploads = new Uploads();
  const stack = compose(
    errors(),
    router([
      get('/', () => sitePage('Streaming', home)),
      // What a browser asks for beside an answer that is no page, and so names no icon.
      get('/favicon.ico', () => empty()),
      get('/pulse', () => pulsePage(pulse)),
      get('/pulse/events', () => pulse.stream(closing)),
      get('/upload', (request) => uploadForm(uploads, request)),
      post('/upload/:id', (request) => receive(uploads, request)),
      get('/upload/:id/progress', (request) => showProgress(uploads, request, closing)),
      get('/upload/:id/events', (request) => progressEvents(uploads, request, closing)),
      mount('/proxy', proxy(upstream)),
      mount('/assets', staticFiles(new URL('assets/', import.meta.url))(notFound())),
    ]),
  );
  return stack(notFound());
}

const home = html`<p>Three things that are sent while they are still being made. A body is any iterable of chunks, and each is asked for when the one before has been taken.</p>
<dl>
<dt><a href="/pulse">Pulse</a></dt>
<dd>Server-sent events: an async generator, and a heartbeat while it is silent.</dd>
<dt><a href="/upload">Upload</a></dt>
<dd>A form with a file, read as it comes, and a page beside it that grows with it. There is no script.</dd>
<dt><a href="/proxy/">Proxy</a></dt>
<dd>Another server, below a prefix: requests stream there, answers stream back, and who leaves is gone for both.</dd>
</dl>`;
