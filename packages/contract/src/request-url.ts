import type { Environ } from './environ.ts';

/**
 * The URL of the request, rebuilt from the environ (PEP 3333, "URL Reconstruction"). `Host` is what the client sent:
 * behind a proxy, or for links in mail, use a configured origin.
 */
export function requestUrl(environ: Environ): string {
  const path = environ.SCRIPT_NAME + environ.PATH_INFO;
  const query = environ.QUERY_STRING === '' ? '' : `?${environ.QUERY_STRING}`;
  return `${environ['tsgi.url_scheme']}://${authority(environ)}${path}${query}`;
}

function authority(environ: Environ): string {
  if (environ.HTTP_HOST) return environ.HTTP_HOST;
  const host = environ.SERVER_NAME.includes(':') ? `[${environ.SERVER_NAME}]` : environ.SERVER_NAME;
  const defaultPort = environ['tsgi.url_scheme'] === 'https' ? '443' : '80';
  return environ.SERVER_PORT === '' || environ.SERVER_PORT === defaultPort ? host : `${host}:${environ.SERVER_PORT}`;
}
