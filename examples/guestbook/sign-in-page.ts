import type { Application } from '@tsgi/contract';
import { signIn, signOut } from '@tsgi/sessions';
import { html, type HttpRequest, page } from '@tsgi/web';

import { marks, problem, type Problems } from './field.ts';
import { layout, redirectWith, visitorOf } from './layout.ts';
import type { Site } from './site.ts';

/** `GET /sign-in`: one form, for those who have an account and those who want one. */
export async function showSignIn(
  site: Site,
  request: HttpRequest,
  name = '',
  problems: Problems = {},
): Promise<Application> {
  const visitor = await visitorOf(site, request, true);
  const content = html`<form class="card" method="post" action="/sign-in">
${visitor.csrf}
<label for="name">Name</label>
<input id="name" name="name" value="${name}" required maxlength="40" autocomplete="username" ${marks('name', problems)}>
${problem('name', problems)}
<label for="password">Password <span class="hint">8 characters or more</span></label>
<input id="password" name="password" type="password" required minlength="8" autocomplete="current-password" ${marks('password', problems)}>
${problem('password', problems)}
<button>Sign in</button> <button class="quiet" formaction="/sign-up">Make an account</button>
</form>`;
  return page(layout(site, 'Sign in', content, visitor), { status: Object.keys(problems).length > 0 ? 422 : 200 });
}

/** `POST /sign-in`. */
export async function enter(site: Site, request: HttpRequest): Promise<Application> {
  const { name, password } = await readForm(request);
  const account = await site.accounts.check(name, password);
  if (account === undefined) return showSignIn(site, request, name, { password: 'Name or password is wrong.' });
  await signIn(request, account.name);
  return redirectWith(request, '/', `Good to see you, ${account.name}.`);
}

/** `POST /sign-up`. */
export async function join(site: Site, request: HttpRequest): Promise<Application> {
  const { name, password } = await readForm(request);
  const problems: Record<string, string> = {};
  if (!/^\S(?:.{0,38}\S)?$/u.test(name)) problems['name'] = 'Please choose a name of 1 to 40 characters.';
  if (password.length < 8) problems['password'] = 'Please choose a password of 8 characters or more.';
  if (Object.keys(problems).length === 0 && !(await site.accounts.add(name, password))) {
    problems['name'] = 'This name is taken.';
  }
  if (Object.keys(problems).length > 0) return showSignIn(site, request, name, problems);
  await signIn(request, name);
  return redirectWith(request, '/', `Welcome, ${name}.`);
}

/** `POST /sign-out`. */
export async function leave(request: HttpRequest): Promise<Application> {
  await signOut(request);
  return redirectWith(request, '/', 'You have signed out.');
}

async function readForm(request: HttpRequest): Promise<{ readonly name: string; readonly password: string }> {
  const fields = await request.form();
  return { name: (fields.get('name') ?? '').trim(), password: fields.get('password') ?? '' };
}
