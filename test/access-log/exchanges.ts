/** The application whose exchanges are logged: each path ends in another way. */

import { type Application, readBody } from '@tsgi/contract';

/** More than the operating system takes for a client that has stopped reading. */
const PIECES = 1024;
const PIECE = 'x'.repeat(65_536);

/** Calls `called` with the path of each exchange that waits for its client to go away. */
export function exchanges(called: (path: string) => void): Application {
  return function exchange(environ, startResponse) {
    const { signal } = environ['tsgi.exchange'];
    const left = (): Promise<void> => {
      return new Promise((resolve) => {
        const look = (): void => {
          if (!signal.aborted) return;
          clearInterval(looking);
          resolve();
        };
        // workerd tells of an abort when the call goes on for another reason.
        const looking = setInterval(look, 20);
        signal.addEventListener('abort', look);
        called(environ.PATH_INFO);
      });
    };
    const paths: Record<string, () => ReturnType<Application>> = {
      '/complete'() {
        startResponse('200 OK', [['Content-Type', 'text/plain']]);
        return ['Hello'];
      },
      '/text'() {
        startResponse('200 OK', []);
        return ['你好', '，', '世界'];
      },
      '/not-modified'() {
        startResponse('304 Not Modified', [['ETag', '"a"']]);
        return ['this is not sent'];
      },
      '/no-content'() {
        startResponse('204 No Content', []);
        return [];
      },
      '/streamed'() {
        startResponse('200 OK', []);
        return stream('one', 'two', 'three');
      },
      async '/echo'() {
        const content = await readBody(environ);
        startResponse('201 Created', []);
        return [content];
      },
      '/failing'() {
        throw new RangeError('on purpose');
      },
      '/failing-late'() {
        startResponse('200 OK', [['Content-Type', 'text/plain']]);
        return stream('one', new RangeError('on purpose'));
      },
      async '/left-early'() {
        await left();
        startResponse('200 OK', []);
        return ['nobody is there'];
      },
      '/left-late'() {
        startResponse('200 OK', []);
        return stream('one', 'two', left);
      },
      '/large'() {
        startResponse('200 OK', [['Content-Length', String(PIECES * PIECE.length)]]);
        signal.addEventListener('abort', () => called('/large'));
        return stream(...Array.from({ length: PIECES }, () => PIECE));
      },
      '/upgrade': () => environ['tsgi.upgrade']!([], ({ readable, writable }) => readable.pipeTo(writable)),
    };
    return paths[environ.PATH_INFO]!();
  };
}

/** Yields texts, waits for functions, and throws errors. */
async function* stream(...steps: readonly (string | Error | (() => Promise<void>))[]): AsyncGenerator<string, void> {
  for (const step of steps) {
    if (step instanceof Error) throw step;
    if (typeof step === 'string') yield step;
    else await step();
  }
}
