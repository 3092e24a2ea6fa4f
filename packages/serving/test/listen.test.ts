import { EventEmitter } from 'node:events';

import { expect, test, vi } from 'vitest';

import { type Listener, listen, type SocketFiles } from '../src/listen.ts';

/** A listener whose attempts end as given: with an error's code, or well. */
function listenerOf(...ends: (string | undefined)[]): Listener & { places: unknown[] } {
  const events = new EventEmitter();
  const places: unknown[] = [];
  return {
    places,
    once: (event, listener) => events.once(event, listener),
    off: (event, listener) => events.off(event, listener),
    listen(place, listening) {
      places.push(place);
      const code = ends.shift();
      queueMicrotask(
        code === undefined ? listening : () => events.emit('error', Object.assign(new Error(code), { code })),
      );
    },
  };
}

/** Files among which `path` is a socket, or not, that answers with `code`, or well. */
function filesOf(isSocket: boolean, code?: string): SocketFiles & { unlink: ReturnType<typeof vi.fn> } {
  return {
    lstat: async () => ({ isSocket: () => isSocket }),
    unlink: vi.fn<() => Promise<void>>(async () => {}),
    connect: () => {
      const events = new EventEmitter();
      queueMicrotask(() => events.emit(code === undefined ? 'connect' : 'error', { code }));
      return { once: (event, listener) => events.once(event, listener), destroy() {} };
    },
  };
}

test('listens on this machine alone, unless told otherwise', async () => {
  const listener = listenerOf(undefined);
  await listen(listener, {}, filesOf(false));
  expect(listener.places).toEqual([{ host: '127.0.0.1', port: 8000 }]);
});

test.each<[object, object]>([
  [{ fd: 3 }, { fd: 3 }],
  [
    { path: '/s', backlog: 7 },
    { path: '/s', backlog: 7 },
  ],
  [
    { host: '::', port: 0, reusePort: true },
    { host: '::', port: 0, reusePort: true },
  ],
])('listens where the options %j say', async (options, place) => {
  const listener = listenerOf(undefined);
  await listen(listener, options, filesOf(false));
  expect(listener.places).toEqual([place]);
});

test('replaces a Unix socket that nobody listens on', async () => {
  const files = filesOf(true, 'ECONNREFUSED');
  await listen(listenerOf('EADDRINUSE', undefined), { path: '/s' }, files);
  expect(files.unlink).toHaveBeenCalledWith('/s');
});

const LISTENING = 'another program listens there: stop it, or choose another path';

test.each<[string, SocketFiles, string]>([
  ['that somebody listens on', filesOf(true), LISTENING],
  ['of somebody else', filesOf(true, 'EACCES'), LISTENING],
  [
    'that is a file',
    filesOf(false, 'ECONNREFUSED'),
    'a file is there that is no socket: remove it, or choose another path',
  ],
])('leaves a path alone %s, and says so', async (_what, files, hint) => {
  await expect(listen(listenerOf('EADDRINUSE'), { path: '/s' }, files)).rejects.toThrow(
    `serve(): cannot listen on /s: ${hint}`,
  );
  expect((files as ReturnType<typeof filesOf>).unlink).not.toHaveBeenCalled();
});

test('says what is in the way', async () => {
  await expect(listen(listenerOf('EACCES'), { port: 80 }, filesOf(false))).rejects.toMatchObject({
    message: expect.stringContaining('cannot listen on port 80 of 127.0.0.1: this user may not') as unknown,
    code: 'EACCES',
  });
  await expect(listen(listenerOf('ENOENT'), { path: '/nowhere/s' }, filesOf(false))).rejects.toMatchObject({
    message: 'serve(): cannot listen on /nowhere/s: there is no such directory: make it, or choose another path',
    code: 'ENOENT',
  });
});
