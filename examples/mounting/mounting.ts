import { type Application, compose } from '@tsgi/contract';
import { cascade, describe, get, mount, router, virtualHosts } from '@tsgi/router';
import { staticFiles } from '@tsgi/static';
import { errors, html, notFound } from '@tsgi/web';

import { layout } from './layout.ts';
import { newSite } from './new-site.ts';
import { oldSite } from './old-site.ts';
import { shop } from './shop.ts';

/** A folder, with a list of what is in it, wherever it is mounted. */
const files = staticFiles(new URL('files/', import.meta.url), { listing: true })(notFound('There is no such file.'));

/** Below prefixes: each application is mounted as it is, one of them twice. What no prefix takes, the cascade is asked. */
const main: Application = router([
  get('/', (request): Application => {
    const { port } = request.url;
    const at = (host: string): string => `${request.scheme}://${host}${port === '' ? '' : `:${port}`}/`;
    return layout(
      request,
      'Several applications as one',
      html`<p>Each page says at its end how its application was reached.</p>
<ul>
<li><a href="${request.prefix}/shop">The shop</a>, below <code>/shop</code></li>
<li><a href="${request.prefix}/market/stand">The same shop</a>, below <code>/market/stand</code></li>
<li><a href="${at('shop.localhost')}">The same shop</a>, at a host of its own</li>
<li><a href="${request.prefix}/files/">Files</a>, below <code>/files</code>, and <a href="${at('files.localhost')}">at a host of their own</a></li>
<li><a href="${request.prefix}/about">About</a>, from the new site, and <a href="${request.prefix}/contact">contact</a>, from the old one behind it</li>
</ul>
<h2>All routes</h2>
<pre tabindex="0" aria-label="All routes"><code>${describe(main)}</code></pre>`,
    );
  }),
  mount('/shop', shop),
  // The names of its routes are known to this router already. In a function it is an application like any other.
  mount('/market/stand', (environ, startResponse) => shop(environ, startResponse)),
  mount('/files', files),
])(cascade([newSite, oldSite]));

/** By host: a name that nobody knows gets the first of all. */
export const site: Application = compose(errors())(
  virtualHosts({ 'shop.localhost': shop, 'files.localhost': files }, main),
);
