import type { Application } from '@tsgi/contract';
import { csrfField, identity, session } from '@tsgi/sessions';
import { type Fragment, html, HttpError, type HttpRequest, redirect } from '@tsgi/web';

import type { Account } from './accounts.ts';
import type { Site } from './site.ts';

/** Whoever asks for a page: asked for before the page is made, since it may change their session. */
export interface Visitor {
  readonly account: Account | undefined;
  /** What the last page has left to be said. */
  readonly notice: unknown;
  /** The hidden field of every form; absent where there is none to send. */
  readonly csrf: Fragment | undefined;
}

export async function visitorOf(site: Site, request: HttpRequest, hasForm = false): Promise<Visitor> {
  const name = await identity(request);
  const account = name === undefined ? undefined : site.accounts.find(name);
  return {
    account,
    notice: (await session(request)).flash('notice'),
    csrf: account !== undefined || hasForm ? await csrfField(request) : undefined,
  };
}

/** Leads to another page, which says the notice. */
export async function redirectWith(request: HttpRequest, to: string, notice: string): Promise<Application> {
  (await session(request)).flash('notice', notice);
  return redirect(to);
}

/** What answers where nothing is: `errors()` makes a page of it. */
export const nowhere: Application = () => {
  throw new HttpError(404, 'There is no such page.');
};

/** What all pages have in common. */
export function layout(site: Site, title: string, content: Fragment, visitor: Partial<Visitor> = {}): Fragment {
  const { paths } = site.assets;
  const { account, notice, csrf } = visitor;
  const links =
    account === undefined
      ? html`<a href="/sign-in">Sign in</a>`
      : html`${account.admin && html`<a href="/admin">Admin</a>`}
<form method="post" action="/sign-out">${csrf}<button>Sign out ${account.name}</button></form>`;
  return html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Guestbook</title>
<link rel="icon" href="${paths['icon.svg']}">
<link rel="stylesheet" href="${paths['style.css']}">
<script type="module" src="${paths['live.js']}"></script>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<nav class="site" aria-label="Site"><a class="name" href="/">Guestbook</a> ${links}</nav>
${typeof notice === 'string' && html`<p class="flash" role="status">${notice}</p>`}
<main id="main">
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`;
}
