import type { Application, Environ } from '@tsgi/contract';

/**
 * Chooses an application by the host that the client asked for: `api.example.com`, or `*.example.com` for all names
 * below. A name of its own goes before a pattern, and a longer pattern before a shorter. Ports do not count. A host that
 * is not there, or is none at all, gets `fallback`.
 * @throws {TypeError} for a key that is no such host, one that is there twice, and a value that is no application.
 */
export function virtualHosts(hosts: Readonly<Record<string, Application>>, fallback: Application): Application {
  if (typeof fallback !== 'function')
    throw new TypeError(`virtualHosts(): fallback must be an application, got ${typeof fallback}`);
  const known = new Map<string, Application>();
  for (const [key, app] of Object.entries(hosts)) {
    const host = key.toLowerCase();
    if (!HOST.test(host))
      throw new TypeError(`virtualHosts(): expected a host without its port, or *.host, got '${key}'`);
    if (known.has(host)) throw new TypeError(`virtualHosts(): '${host}' is there twice`);
    if (typeof app !== 'function')
      throw new TypeError(`virtualHosts(): '${key}' must be an application, got ${typeof app}`);
    known.set(host, app);
  }
  return function virtualHost(environ, startResponse) {
    return (applicationFor(hostOf(environ), known) ?? fallback)(environ, startResponse);
  };
}

const HOST = /^(?:(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])$/;

/** The most labels that a host name can have: 253 characters (RFC 1035 §2.3.4), each label one and a dot. */
const MOST_LABELS = 127;

function applicationFor(host: string, known: ReadonlyMap<string, Application>): Application | undefined {
  const own = known.get(host);
  if (own !== undefined || host.startsWith('[')) return own;
  let dot = host.indexOf('.');
  for (let label = 0; dot >= 0 && label < MOST_LABELS; label++) {
    const app = dot === 0 ? undefined : known.get(`*${host.slice(dot)}`);
    if (app !== undefined) return app;
    dot = host.indexOf('.', dot + 1);
  }
  return undefined;
}

/** The host of a request in lower case, without its port and the dot that may end a full name. */
function hostOf(environ: Environ): string {
  const { HTTP_HOST, SERVER_NAME } = environ;
  // Rule E9: an IPv6 address stands there without brackets.
  const field = (HTTP_HOST ?? (SERVER_NAME.includes(':') ? `[${SERVER_NAME}]` : SERVER_NAME)).toLowerCase();
  const end = field.startsWith('[') ? field.indexOf(']') + 1 : field.indexOf(':');
  const host = end > 0 ? field.slice(0, end) : field;
  return host.endsWith('.') ? host.slice(0, -1) : host;
}
