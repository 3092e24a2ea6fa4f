/** An application whose paths are what is done to the session, and a store that takes its time. */

import type { Application } from '@tsgi/contract';
import { type Session, session, type SessionStore } from '@tsgi/sessions';
import { handler, type HttpRequest, text } from '@tsgi/web';

export type Action = (found: Session, request: HttpRequest) => unknown;

export const SECRET = 'a secret of thirty-two bytes, at least';

/** Answers `/name` with what the action of that name gives, as JSON; any other path without asking for the session. */
export const visit = (actions: Readonly<Record<string, Action>>): Application =>
  handler(async (request) => {
    const action = actions[request.path.slice(1)];
    if (action === undefined) return text('nothing');
    return text(JSON.stringify((await action(await session(request), request)) ?? null));
  });

/** The same store, asynchronous. */
export const later = (store: SessionStore): SessionStore => ({
  read: async (key) => store.read(key),
  write: async (stored) => store.write(stored),
  touch: async (key, expiresAt) => store.touch(key, expiresAt),
  delete: async (key, version) => store.delete(key, version),
});
