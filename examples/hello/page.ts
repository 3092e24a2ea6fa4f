import { readFileSync } from 'node:fs';

import type { Environ, HeaderList } from '@tsgi/contract';

import { Html, html } from './html.ts';

const style = new Html(readFileSync(new URL('style.css', import.meta.url), 'utf8'));

/** The head of every page: it is HTML, it is about this one request, and it may load and run nothing. */
export const pageHeaders: HeaderList = [
  ['Content-Type', 'text/html; charset=utf-8'],
  ['Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'"],
  ['Cache-Control', 'no-store'],
];

/** A whole page. Its links begin with `SCRIPT_NAME`, so that they hold wherever the site is mounted. */
export function page({ SCRIPT_NAME: root }: Environ, title: string, content: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · TSGI</title>
<link rel="icon" href="${root}/favicon.ico">
<style>${style}</style>
</head>
<body>
<header><nav aria-label="Pages"><a href="${root}/">Hello</a> <a href="${root}/environ">Environ</a> <a href="${root}/specification">Specification</a></nav></header>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`.text;
}
