/** Who is signed in. */

import { environOf, type SessionSource, withState } from './current-session.ts';
import { CSRF_SECRET } from './csrf-token.ts';
import { IDENTITY, leaveIdentity } from './identity-key.ts';

/** The most characters of an identity: it names somebody, and stands in logs. */
const MOST_CHARACTERS = 255;

/**
 * Signs somebody in: the session gets another id, its time begins anew, and `identity` names them from now on. What is in it
 * stays, unless it is somebody else's, who was signed in.
 * The password, or what else it takes, has been checked before.
 * @param user What the application knows them by, such as the key of a row. What else is known of them belongs there.
 * @throws {TypeError} for a user that is empty, or longer than 255 characters.
 */
export async function signIn(source: SessionSource, user: string): Promise<void> {
  if (typeof user !== 'string' || user === '' || user.length > MOST_CHARACTERS) {
    const got = typeof user === 'string' ? `${user.length} characters` : typeof user;
    throw new TypeError(`signIn(): the user must be a text of 1 to ${MOST_CHARACTERS} characters, got ${got}`);
  }
  await withState(source, 'signIn', (state) => {
    state.assertOpen('signIn()');
    const before = state.data.get(IDENTITY);
    if (before === undefined || before === user) state.renew();
    else state.destroy();
    state.signedIn = true;
    state.data.set(IDENTITY, user);
    // A form that was made for somebody else is not this one's.
    state.data.delete(CSRF_SECRET);
    leaveIdentity(environOf(source), user);
  });
}

/** Signs out: the session ends, with all that is in it. What is set afterwards is in another. */
export function signOut(source: SessionSource): Promise<void> {
  return withState(source, 'signOut', (state) => {
    state.assertOpen('signOut()');
    state.destroy();
  });
}

/** Who is signed in, as `signIn` was told; `undefined` where nobody is. */
export function identity(source: SessionSource): Promise<string | undefined> {
  return withState(source, 'identity', (state) => state.data.get(IDENTITY) as string | undefined);
}
