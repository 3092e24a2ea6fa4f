import { type Application, status } from '@tsgi/contract';
import { csrfField, identity, session } from '@tsgi/sessions';
import { type Failure, type Fragment, html, HttpError, type HttpRequest, page, redirect } from '@tsgi/web';

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
  const account = site.accounts.find(await identity(request));
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

/** What answers what fails further in. */
export function errorPage(site: Site, failure: Failure): Application {
  const detail = failure.detail ?? 'Something went wrong here. Please try again.';
  return page(layout(site, status(failure.status), html`<p>${detail}</p><a href="/">To the guestbook</a>`), failure);
}

/** What all pages have in common. Error pages know of no visitor. */
export function layout({ assets }: Site, title: string, content: Fragment, visitor?: Visitor): Fragment {
  return html`<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${title} · Guestbook</title>
<link rel="icon" href="${assets.paths['icon.svg']}"><link rel="stylesheet" href="${assets.paths['style.css']}">
<script type="module" src="${assets.paths['live.js']}"></script><script type="module" src="${assets.paths['photo.js']}"></script>
</head><body>
<a class="skip" href="#main">To the content</a>
<nav class="site" aria-label="Site"><a class="name" href="/">Guestbook</a> ${visitor && links(visitor)}</nav>
<main id="main">
${typeof visitor?.notice === 'string' && html`<p class="flash" role="status">${visitor.notice}</p>`}
<h1>${title}</h1>
${content}
</main></body></html>
`;
}

function links({ account, csrf }: Visitor): Fragment {
  if (account === undefined) return html`<a href="/sign-in">Sign in</a>`;
  return html`${account.admin && html`<a href="/admin">Admin</a>`}
<form method="post" action="/sign-out">${csrf}<bdi>${account.name}</bdi> <button class="quiet">Sign out</button></form>`;
}
