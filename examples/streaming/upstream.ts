import type { Application } from '@tsgi/contract';
import { get, post, router } from '@tsgi/router';
import { html, json, notFound, page, raw, redirect, stream } from '@tsgi/web';

const headers = [
  ['Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'"],
] as const;

const STYLE = ':root{color-scheme:light dark;background:Canvas;color:CanvasText;font:1rem/1.6 system-ui,sans-serif}';

/** The server behind the proxy. It knows nothing of one, but that its links are relative. */
export const upstream: Application = router([
  get('/', () =>
    page(
      html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>${raw(STYLE)}</style>
<title>Behind the proxy</title>
<link rel="icon" href="data:,">
</head>
<body>
<main>
<h1>Behind the proxy</h1>
<p>This page comes from another server, on a port of its own.</p>
<ul>
<li><a href="lines">Ten lines</a>, one after the other</li>
<li><a href="request">The request</a> as it arrived there</li>
<li><a href="home">A redirect</a> back to this page</li>
</ul>
<form method="post" action="length" enctype="text/plain">
<label for="text">A text</label> <input id="text" name="text" value="hello"> <button>Have its bytes counted</button>
</form>
<p><a href="../">Back to what is in front of it</a></p>
</main>
</body>
</html>
`,
      { headers },
    ),
  ),
  get('/lines', () => stream(lines, { type: 'text/plain; charset=utf-8' })),
  get('/request', ({ environ }) =>
    json(Object.fromEntries(Object.entries(environ).filter(([, value]) => typeof value === 'string'))),
  ),
  post('/length', async (request) => {
    let length = 0;
    for await (const chunk of request.stream({ limit: 1_000_000_000 })) length += chunk.length;
    return json({ length });
  }),
  get('/home', () => redirect('/')),
])(notFound());

async function* lines(): AsyncGenerator<string, undefined> {
  for (let n = 1; n <= 10; n++) {
    if (n > 1) await new Promise((resolve) => setTimeout(resolve, 200));
    yield `line ${n}\n`;
  }
}
