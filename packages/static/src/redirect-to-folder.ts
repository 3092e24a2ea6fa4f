import type { Body, Environ, StartResponse } from '@tsgi/contract';

/**
 * Sends a client to the same path with a slash behind it, so that what is relative in a page is below its directory. The
 * query goes with it.
 */
export function redirectToFolder(environ: Environ, startResponse: StartResponse): Body {
  const { SCRIPT_NAME, PATH_INFO, QUERY_STRING } = environ;
  const location = `${folderUrl(`${SCRIPT_NAME}${PATH_INFO}/`)}${QUERY_STRING === '' ? '' : `?${QUERY_STRING}`}`;
  startResponse('301 Moved Permanently', [
    ['Location', location],
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['Cache-Control', 'no-cache'],
    ['X-Content-Type-Options', 'nosniff'],
  ]);
  return [`The directory is at ${location}\n`];
}

/** Two slashes would begin the name of another site (RFC 3986 §4.2); relative to itself a path stays where it is. */
function folderUrl(path: string): string {
  return path.startsWith('//') ? `./${path.slice(path.lastIndexOf('/', path.length - 2) + 1)}` : path;
}
