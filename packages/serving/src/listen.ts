/** Where connections come from: a TCP port, a Unix socket, an inherited descriptor. */

import type { ServeOptions } from './serve-options.ts';

export const DEFAULT_HOST = '127.0.0.1';
export const DEFAULT_PORT = 8000;

/** What listens, as `node:net`'s servers do. */
export interface Listener {
  once(event: 'error', listener: (error: unknown) => void): unknown;
  off(event: 'error', listener: (error: unknown) => void): unknown;
  listen(
    place: {
      host?: string;
      port?: number;
      path?: string;
      fd?: number;
      backlog?: number;
      reusePort?: boolean;
    },
    listening: () => void,
  ): unknown;
}

/** How to look after Unix sockets: functions of `node:fs/promises` and `node:net`. */
export interface SocketFiles {
  lstat(path: string): Promise<{ isSocket(): boolean }>;
  unlink(path: string): Promise<void>;
  connect(place: { path: string }): {
    once(event: string, listener: (error?: unknown) => void): unknown;
    destroy(): unknown;
  };
}

/**
 * Has `listener` listen where the options say. A Unix socket that nobody listens on any more is replaced.
 * @throws {Error} that says what is in the way and what to do, with Node's error as its cause and its `code`.
 */
export async function listen(listener: Listener, options: ServeOptions, files: SocketFiles): Promise<void> {
  try {
    await tryListening(listener, options);
  } catch (error) {
    const { path } = options;
    if (path === undefined || codeOf(error) !== 'EADDRINUSE') throw explain(error, options);
    if (!(await isSocket(path, files))) {
      throw explain(error, options, 'a file is there that is no socket: remove it, or choose another path');
    }
    if (await answers(path, files)) {
      throw explain(error, options, 'another program listens there: stop it, or choose another path');
    }
    await files.unlink(path);
    await tryListening(listener, options);
  }
}

function tryListening(
  listener: Listener,
  { host = DEFAULT_HOST, port = DEFAULT_PORT, path, fd, backlog, reusePort }: ServeOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(
      {
        ...(fd !== undefined ? { fd } : path !== undefined ? { path } : { host, port }),
        ...(backlog !== undefined && { backlog }),
        ...(reusePort !== undefined && { reusePort }),
      },
      () => {
        listener.off('error', reject);
        resolve();
      },
    );
  });
}

/** Whether there is a Unix socket at `path`, and not somebody's file. */
async function isSocket(path: string, files: SocketFiles): Promise<boolean> {
  return files.lstat(path).then(
    (found) => found.isSocket(),
    () => false,
  );
}

/** Whether somebody listens on the Unix socket at `path`. */
function answers(path: string, files: SocketFiles): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = files.connect({ path });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error) => resolve(codeOf(error) !== 'ECONNREFUSED'));
  });
}

function explain(
  error: unknown,
  { host = DEFAULT_HOST, port = DEFAULT_PORT, path, fd }: ServeOptions,
  hint: string = hintOf(error),
): Error {
  const place = fd !== undefined ? `file descriptor ${fd}` : (path ?? `port ${port} of ${host}`);
  const code = codeOf(error);
  return Object.assign(new Error(`serve(): cannot listen on ${place}: ${hint}`, { cause: error }), { code });
}

function hintOf(error: unknown): string {
  const code = codeOf(error);
  if (code === 'EADDRINUSE') return 'another program listens there: stop it, or choose another port';
  if (code === 'EACCES') {
    // Node says so of a directory that is missing, too.
    return 'this user may not: ports below 1024 need a privilege, a socket needs a directory that is there, and can be written to';
  }
  if (code === 'ENOENT') return 'there is no such directory: make it, or choose another path';
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'this machine has no such address';
  return String(error);
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
