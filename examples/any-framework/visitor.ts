/** Whoever asks, in the words of the session, and told on in those of HTTP: a header field, which every framework can read. */

import { type Application, derive, type Middleware } from '@tsgi/contract';
import { session } from '@tsgi/sessions';

import type { Steps } from './steps.ts';

export interface Visitor {
  readonly name: string;
  /** How many pages they have asked for, of whichever framework. */
  readonly pages: number;
}

/** What is in a session. */
export interface VisitorValues {
  name: string;
  pages: number;
}

/** The field. Its value is made here alone: what a client sends under this name never gets through. */
export const FIELD = 'X-Visitor';

/** Counts the page in the session, and tells the application who asks for it. */
export function introduce(steps: Steps): Middleware {
  return function introduceLayer(app: Application): Application {
    return async function introducing(environ, startResponse) {
      const current = await session<VisitorValues>(environ);
      const pages = current.update('pages', (count) => (count ?? 0) + 1);
      const name = current.get('name') ?? 'a stranger';
      steps.tell(`${name}: ${environ.REQUEST_METHOD} ${environ.PATH_INFO}`);
      // Whatever the name is, a field takes it like this.
      const value = new URLSearchParams({ name, pages: String(pages) }).toString();
      return app(derive(environ, { HTTP_X_VISITOR: value }), startResponse);
    };
  };
}

/** Reads the field. */
export function visitorOf(field: string | undefined): Visitor {
  const values = new URLSearchParams(field);
  return { name: values.get('name') ?? '', pages: Number(values.get('pages')) };
}
