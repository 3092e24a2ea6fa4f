import type { Application, HeaderList } from '@tsgi/contract';
import { type Fragment, html, page } from '@tsgi/web';

/** The head of every page: browsers load what is this site's alone, and put it into frames of this site's alone. */
export const pageHeaders: HeaderList = [
  ['Content-Security-Policy', "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"],
  ['Cache-Control', 'no-store'],
];

const PAGES = [
  ['/', 'Streaming'],
  ['/pulse', 'Pulse'],
  ['/upload', 'Upload'],
  ['/proxy/', 'Proxy'],
] as const;

/** What all pages have in common. */
export function sitePage(title: string, content: Fragment, { head }: { readonly head?: Fragment } = {}): Application {
  return page(
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · TSGI</title>
<link rel="icon" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/style.css">
${head}
</head>
<body>
<header><nav aria-label="Pages">${PAGES.map(([path, name]) => html`<a href="${path}">${name}</a> `)}</nav></header>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`,
    { headers: pageHeaders },
  );
}
