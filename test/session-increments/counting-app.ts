import { compose, type Application } from '@tsgi/contract';
import { session, sessions, type SessionStore } from '@tsgi/sessions';
import { errors, text, handler } from '@tsgi/web';

/** The same in every process: cookies of one are good in the other. */
const SECRET = 'only-for-tests: every process that shares a store has this one';

/** Adds one to a number in the session, and answers with it. */
export function countingApp(store: SessionStore): Application {
  const count = handler(async (request) => {
    const { searchParams } = request.url;
    const visits = await session<{ count: number }>(request);
    if (searchParams.has('read')) return text(`${visits.get('count') ?? 0}`);
    return text(`${visits.update('count', (before = 0) => before + 1)}`);
  });
  return compose(errors(), sessions({ secrets: SECRET, store }))(count);
}
