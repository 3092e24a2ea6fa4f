import type { Application } from '@tsgi/contract';

/** A site from before there were routers. It has two pages, one of which has been made anew since. */
export const oldSite: Application = (environ, startResponse) => {
  const title = { '/about': 'About, of old', '/contact': 'Contact, of old' }[environ.PATH_INFO];
  startResponse(title === undefined ? '404 Not Found' : '200 OK', [
    ['Content-Type', 'text/html; charset=utf-8'],
    ['Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; img-src data:"],
  ]);
  const shown = title ?? 'The old site has no such page';
  return [
    `<!doctype html>\n<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${shown}</title><style>:root{color-scheme:light dark;background:Canvas;color:CanvasText}</style><link rel="icon" href="data:,"><main><h1>${shown}</h1></main></html>\n`,
  ];
};
