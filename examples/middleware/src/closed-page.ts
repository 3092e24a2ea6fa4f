import type { Application } from '@tsgi/contract';

const STYLE =
  ':root{color-scheme:light dark;background:Canvas;color:CanvasText}body{max-width:36rem;margin:15vh auto;padding:0 1rem;font:1.125rem/1.6 system-ui,sans-serif}';

/** Answers for a site that is away until then: an application of its own. Both times are milliseconds since 1970. */
export function closedPage(until: number, now: number): Application {
  return function closed({ HTTP_ACCEPT: accept }, startResponse) {
    const isPage = accept?.includes('text/html') === true;
    startResponse('503 Service Unavailable', [
      ['Content-Type', `text/${isPage ? 'html' : 'plain'}; charset=utf-8`],
      ['Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'"],
      // In seconds (RFC 9110 §10.2.3): the client's clock may be another.
      ['Retry-After', String(Math.ceil((until - now) / 1000))],
      ['Cache-Control', 'no-store'],
      ['Vary', 'Accept'],
    ]);
    const back = new Date(until).toISOString();
    const shown = `${back.slice(0, 16).replace('T', ' ')} UTC`;
    if (!isPage) return [`This site is being looked after. It will be back at ${shown}.\n`];
    return [
      `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Back soon</title>
<style>${STYLE}</style>
<main>
<h1>Back soon</h1>
<p>This site is being looked after. It will be back at <time datetime="${back}">${shown}</time>.</p>
</main>
</html>
`,
    ];
  };
}
