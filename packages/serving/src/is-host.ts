/** A registered name or IPv4 address, or an IP literal in brackets, and perhaps a port (RFC 3986 §3.2.2, without user information). */
const HOST = /^$|^(?:(?:[a-z0-9\-._~!$&'()*+,;=]|%[0-9a-f]{2})+|\[([0-9a-f:.]{2,45})\])(?::[0-9]{0,5})?$/i;

/** No host is longer: 253 characters, or an address in brackets, and a port. */
const LONGEST = 300;

/** The value checked last and found good: clients repeat themselves. */
let lastHost = '';

/** Whether `host` may stand in a `Host` field (RFC 9110 §7.2). The empty value may, where the target has no authority. */
export function isHost(host: string): boolean {
  if (host === lastHost) return true;
  const match = host.length > LONGEST ? null : HOST.exec(host);
  if (match === null || (match[1] !== undefined && !URL.canParse(`http://[${match[1]}]`))) return false;
  lastHost = host;
  return true;
}
