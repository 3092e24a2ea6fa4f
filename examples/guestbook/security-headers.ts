import type { Middleware } from '@tsgi/contract';

const HEADERS = [
  ['Content-Security-Policy', "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"],
  ['Referrer-Policy', 'same-origin'],
] as const;

/** Has browsers load what is this site's alone. */
export const securityHeaders: Middleware = (app) => (environ, startResponse) =>
  app(environ, (status, headers, error) => startResponse(status, [...headers, ...HEADERS], error));
