/** Where a server can be reached. */
export interface Whereabouts {
  /** `http://127.0.0.1:8000`; `unix:` and a path for a Unix socket. */
  readonly url: string;
  /** The host; the path, for a Unix socket. */
  readonly host: string;
  /** The port; 0 for a Unix socket. */
  readonly port: number;
  /** `SERVER_NAME`. */
  readonly serverName: string;
  /** `SERVER_PORT`. */
  readonly serverPort: string;
}

/** @param address What a listener says of itself: a Unix socket's path, or host and port. */
export function whereabouts(
  scheme: 'http' | 'https',
  address: { readonly address: string; readonly port: number } | string | null,
): Whereabouts {
  if (address === null || typeof address === 'string') {
    const host = address ?? '';
    return { url: `unix:${host}`, host, port: 0, serverName: 'localhost', serverPort: '' };
  }
  const { address: host, port } = address;
  const serverName = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  const name = serverName.includes(':') ? `[${serverName}]` : serverName;
  return { url: `${scheme}://${name}:${port}`, host, port, serverName, serverPort: String(port) };
}
