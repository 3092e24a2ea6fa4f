/** The part that is written with TSGI. */

import type { Application } from '@tsgi/contract';
import { csrfField, session } from '@tsgi/sessions';
import { html, type HttpRequest, page, redirect } from '@tsgi/web';

import { layout } from './layout.ts';
import type { Steps } from './steps.ts';
import { FIELD, visitorOf, type VisitorValues } from './visitor.ts';

/** `GET /`: asks for a name. */
export async function showStart(steps: Steps, request: HttpRequest): Promise<Application> {
  const form = html`<form method="post" action="/name">
${await csrfField(request)}
<label for="name">Your name</label> <input id="name" name="name" required maxlength="40"> <button>That is me</button>
</form>
<p>Each of the other pages is another framework's, which finds your name in a header field. People who watch live where you go: ${steps.watchers}.</p>`;
  return page(layout('TSGI', visitorOf(request.header(FIELD)), form), { doctype: false });
}

/** `POST /name`: keeps it in the session. */
export async function takeName(request: HttpRequest): Promise<Application> {
  const name = (await request.form()).get('name');
  const current = await session<VisitorValues>(request);
  if (typeof name === 'string' && name.trim() !== '') current.set('name', name.trim().slice(0, 40));
  return redirect('/');
}
