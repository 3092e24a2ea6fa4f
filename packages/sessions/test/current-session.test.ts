import { expect, test } from 'vitest';

import { csrfField, csrfToken, identity, session, sessions, signIn, signOut } from '@tsgi/sessions';
import { client, environ } from '@tsgi/testing';
import { handler, HttpRequest, text } from '@tsgi/web';

import { environOf, withState } from '../src/current-session.ts';
import { SECRET } from './visit.ts';

test('is the same for an environ and for a request', async () => {
  const app = handler(async (request) => {
    const [one, other] = await Promise.all([session(request), session(request.environ)]);
    const id = await withState(request, 'test', (state) => state.id);
    return text(String(one === other && id === one.id));
  });
  await (await client(sessions({ secrets: SECRET })(app)).get('/')).expect({ text: 'true' });
});

test('takes an environ from what has one', () => {
  const given = environ();
  expect(environOf(given)).toBe(given);
  expect(environOf(new HttpRequest(given, {}))).toBe(given);
});

test.each([
  ['session', session],
  ['signOut', signOut],
  ['identity', identity],
  ['csrfToken', csrfToken],
  ['csrfToken', csrfField],
  ['signIn', (source: ReturnType<typeof environ>): Promise<void> => signIn(source, 'ada')],
])('%s() says what to do where there are no sessions', async (name, ask) => {
  await expect(ask(environ())).rejects.toThrow(
    `${name}(): put sessions() into the stack, in front of this application`,
  );
});
