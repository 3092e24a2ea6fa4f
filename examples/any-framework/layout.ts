import { type Fragment, html } from '@tsgi/web';

import type { Visitor } from './visitor.ts';

/** What all pages have in common, whichever framework sends them. */
export function layout(framework: string, { name, pages }: Visitor, content: Fragment): Fragment {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${framework} · Any framework</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<nav aria-label="Frameworks"><a href="/">TSGI</a> <a href="/express/">Express</a> <a href="/hono/">Hono</a> <a href="/koa/">Koa</a></nav>
<main>
<h1>${framework}</h1>
<p>Hello, <strong>${name}</strong>. This is page ${pages} that you see.</p>
${content}
</main>
</body>
</html>
`;
}

/** Where a framework's other pages are, from its own. */
export function links(prefix: string): Fragment {
  return html`<ul>
<li><a href="${prefix}/live">Live</a>: where everybody goes, as it happens</li>
<li><a href="${prefix}/nowhere">Nowhere</a>: what it says of a page that is not there</li>
<li><a href="${prefix}/fail">Failure</a>: what it does about one of its own</li>
</ul>`;
}
