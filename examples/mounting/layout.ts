import { readFileSync } from 'node:fs';

import type { Application, HeaderList } from '@tsgi/contract';
import { type Fragment, html, type HttpRequest, page, raw } from '@tsgi/web';

const style = raw(readFileSync(new URL('style.css', import.meta.url), 'utf8'));
const headers: HeaderList = [
  ['Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"],
];

/** What all pages have in common: at their end, how the application that made them was reached. */
export function layout({ environ }: HttpRequest, title: string, content: Fragment): Application {
  return page(
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${content}
</main>
<footer aria-label="How this page was reached">
<dl>
<dt>Host</dt><dd><code>${environ.HTTP_HOST}</code></dd>
<dt>SCRIPT_NAME</dt><dd><code>'${environ.SCRIPT_NAME}'</code></dd>
<dt>PATH_INFO</dt><dd><code>'${environ.PATH_INFO}'</code></dd>
</dl>
</footer>
</body>
</html>
`,
    { headers },
  );
}
