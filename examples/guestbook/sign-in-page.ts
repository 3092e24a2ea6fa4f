import type { Application } from '@tsgi/contract';
import { signIn, signOut } from '@tsgi/sessions';
import { html, type HttpRequest, page } from '@tsgi/web';

import { marks, problem, type Problems } from './field.ts';
import { layout, redirectWith, visitorOf } from './layout.ts';
import type { Site } from './site.ts';

/** 1 to 40 characters, something to be seen among them, and none that controls a terminal. */
const NAME = /^(?=.*[\p{L}\p{N}\p{P}\p{S}])\P{Cc}{1,40}$/u;

/** `GET /sign-in`: one form, for those who have an account and those who want one. */
export async function showForm(site: Site, request: HttpRequest, name = '', problems?: Problems): Promise<Application> {
  const visitor = await visitorOf(site, request, true);
  const { search } = request.url;
  const content = html`<form class="card" method="post" action="/sign-in${search}">
${visitor.csrf}
<label for="name">Name</label>
<input id="name" name="name" value="${name}" dir="auto" required maxlength="40" autocomplete="username" ${marks('name', problems)}>
${problem('name', problems)}
<label for="password">Password <span class="hint">8 characters or more</span></label>
<input id="password" name="password" type="password" required minlength="8" autocomplete="current-password" ${marks('password', problems)}>
${problem('password', problems)}
<button>Sign in</button> <button class="quiet" formaction="/sign-up${search}">Make an account</button>
</form>`;
  return page(layout(site, 'Sign in', content, visitor), { status: problems === undefined ? 200 : 422 });
}

/** `POST /sign-in`. */
export async function enter(site: Site, request: HttpRequest): Promise<Application> {
  const { name, password } = await readForm(request);
  const account = await site.accounts.check(name, password);
  if (account === undefined) return showForm(site, request, name, { password: 'Name or password is wrong.' });
  await signIn(request, account.name);
  return redirectWith(request, wanted(request), `Good to see you, ${account.name}.`);
}

/** `POST /sign-up`. */
export async function join(site: Site, request: HttpRequest): Promise<Application> {
  const { name, password } = await readForm(request);
  const problems: Problems = {};
  if (!NAME.test(name)) problems['name'] = 'Please choose a name of 1 to 40 characters.';
  if (password.length < 8) problems['password'] = 'Please choose a password of 8 characters or more.';
  const isRight = Object.keys(problems).length === 0;
  if (isRight && !(await site.accounts.add(name, password))) problems['name'] = 'This name is taken.';
  if (Object.keys(problems).length > 0) return showForm(site, request, name, problems);
  await signIn(request, name);
  return redirectWith(request, wanted(request), `Welcome, ${name}.`);
}

/** `POST /sign-out`. */
export async function leave(request: HttpRequest): Promise<Application> {
  await signOut(request);
  return redirectWith(request, '/', 'You have signed out.');
}

/** The page of this site that somebody had asked for before being sent to sign in. */
function wanted(request: HttpRequest): string {
  const to = request.query.get('to') ?? '';
  return /^\/(?![/\\])[!-~]*$/.test(to) ? to : '/';
}

/** Both in one Unicode form: keyboards send several for what looks the same. */
async function readForm(request: HttpRequest): Promise<{ readonly name: string; readonly password: string }> {
  const fields = await request.form();
  return { name: (fields.get('name') ?? '').normalize().trim(), password: (fields.get('password') ?? '').normalize() };
}
