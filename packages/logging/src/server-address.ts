/** The host that was asked for, as OpenTelemetry names it: `server.address` and `server.port`. */
export interface ServerAddress {
  /** A name, or an address; an IPv6 address without brackets. */
  readonly address: string;
  /** Where the request says it, or it is the server's own. */
  readonly port: number | undefined;
}

/**
 * The host that was asked for, and its port where it says one; else what the server calls itself.
 * @param server What the server calls itself: any environ.
 */
export function serverAddress(
  host: string | undefined,
  server: { readonly SERVER_NAME: string; readonly SERVER_PORT: string },
): ServerAddress {
  const end = host === undefined ? 0 : endOfName(host);
  const rest = host?.slice(end) ?? '';
  if (host === undefined || end === 0 || !(rest === '' || isPort(rest))) {
    return { address: server.SERVER_NAME, port: server.SERVER_PORT === '' ? undefined : Number(server.SERVER_PORT) };
  }
  const address = host.startsWith('[') ? host.slice(1, end - 1) : host.slice(0, end);
  const port = rest === '' && address === server.SERVER_NAME ? server.SERVER_PORT : rest.slice(1);
  return { address, port: port === '' ? undefined : Number(port) };
}

/** Where the name ends, and a colon and a port may begin; 0 where there is no name. */
function endOfName(host: string): number {
  if (host.startsWith('[')) return host.indexOf(']') + 1;
  const colon = host.indexOf(':');
  return colon === -1 ? host.length : colon;
}

/** A colon and digits. */
function isPort(text: string): boolean {
  if (text.length < 2 || text.length > 6 || !text.startsWith(':')) return false;
  for (let i = 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x30 || code > 0x39) return false;
  }
  return true;
}
