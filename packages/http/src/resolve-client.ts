/** Who made a request, where proxies passed it on. */

import { type ForwardedElement, parseForwardedElement, parseNode } from './forwarded.ts';
import { parseIpAddress } from './ip-address.ts';
import { trimmed } from './split-list.ts';
import type { TrustedAddresses } from './trusted-addresses.ts';

/** What is read of a request: any environ is one. */
export interface ForwardedRequest {
  readonly REMOTE_ADDR?: string | undefined;
  readonly REMOTE_PORT?: string | undefined;
  readonly HTTP_HOST?: string | undefined;
  readonly HTTP_FORWARDED?: string | undefined;
  readonly HTTP_X_FORWARDED_FOR?: string | undefined;
  readonly HTTP_X_FORWARDED_HOST?: string | undefined;
  readonly HTTP_X_FORWARDED_PORT?: string | undefined;
  readonly HTTP_X_FORWARDED_PROTO?: string | undefined;
  readonly 'tsgi.url_scheme': 'http' | 'https';
}

/** A request as the client made it, as far as that is known. */
export interface Client {
  /** The client's address. `undefined` where there is none to know: a Unix socket, or a trusted proxy kept it to itself. */
  readonly address: string | undefined;
  /** The client's port, in decimal; `undefined` where it is not known. */
  readonly port: string | undefined;
  /** The scheme that the client used. */
  readonly proto: 'http' | 'https';
  /** The host that the client asked for, with its port where it is not the scheme's own; `undefined` without `Host`. */
  readonly host: string | undefined;
}

/** Which fields the trusted proxies write. */
export type ForwardedField = 'Forwarded' | 'X-Forwarded';

/** What the walk along the proxies found. */
interface Walk {
  readonly client: { readonly address: string | undefined; readonly port: string | undefined };
  readonly host?: string | undefined;
  readonly proto?: string | undefined;
}

/**
 * Who made a request and what it asked for. Where the peer is not trusted, that is the peer. Else it is the rightmost
 * address in `field` that is not trusted: each trusted proxy is believed about who called it, and nobody else. Where
 * all are trusted it is the leftmost; where a trusted proxy says something that is no address (`unknown`, an obfuscated
 * name, RFC 7239 §6.3), the walk ends and the address is `undefined`, never that of a proxy.
 *
 * Only the fields named by `field` are read, `X-Forwarded-For` and its kind by default, since those that a proxy does
 * not write come from whoever calls it. A proxy must write or remove each of them.
 */
export function resolveClient(
  request: ForwardedRequest,
  trusted: TrustedAddresses,
  field: ForwardedField = 'X-Forwarded',
): Client {
  const scheme = request['tsgi.url_scheme'];
  const peer = { address: unmapped(request.REMOTE_ADDR), port: request.REMOTE_PORT };
  const walk = trusted(request.REMOTE_ADDR) ? walkers[field](request, trusted, peer) : { client: peer };
  const proto = walk.proto?.toLowerCase();
  return {
    address: walk.client.address,
    port: walk.client.port,
    proto: proto === 'https' || proto === 'http' ? proto : scheme,
    host: walk.host !== undefined && isHost(walk.host) ? walk.host : request.HTTP_HOST,
  };
}

const walkers = { Forwarded: walkForwarded, 'X-Forwarded': walkXForwarded };

/** RFC 7239. The outermost proxy that is believed has the last word on host and scheme. */
function walkForwarded(request: ForwardedRequest, trusted: TrustedAddresses, peer: Walk['client']): Walk {
  let client = peer;
  let { host, proto }: ForwardedElement = {};
  for (const member of membersFromRight(request.HTTP_FORWARDED)) {
    const element = parseForwardedElement(member);
    host = element?.host ?? host;
    proto = element?.proto ?? proto;
    client = parseNode(element?.for ?? '') ?? { address: undefined, port: undefined };
    if (client.address === undefined || !trusted(client.address)) break;
  }
  return { client, host, proto };
}

/**
 * `X-Forwarded-For`, and the fields beside it, which some proxies append to and most set. Where one has as many members
 * as there are addresses they belong together; else the last is the nearest proxy's, and the only one that is its word.
 */
function walkXForwarded(request: ForwardedRequest, trusted: TrustedAddresses, peer: Walk['client']): Walk {
  let client = peer;
  let depth = 0;
  const addresses = [...membersFromRight(request.HTTP_X_FORWARDED_FOR)];
  for (const member of addresses) {
    depth++;
    client = parseNode(member) ?? { address: undefined, port: undefined };
    if (client.address === undefined || !trusted(client.address)) break;
  }
  const beside = (field: string | undefined): string | undefined => {
    const members = [...membersFromRight(field)];
    return members.length === addresses.length ? members[depth - 1] : members[0];
  };
  const proto = beside(request.HTTP_X_FORWARDED_PROTO);
  const host = beside(request.HTTP_X_FORWARDED_HOST) ?? request.HTTP_HOST;
  return { client, proto, host: withPort(host, beside(request.HTTP_X_FORWARDED_PORT), proto) };
}

/** `host` with the port that was asked for, where it has none and the port is not the scheme's own. */
function withPort(host: string | undefined, port: string | undefined, proto: string | undefined): string | undefined {
  if (host === undefined || port === undefined || !/^\d{1,5}$/.test(port) || /:\d*$/.test(host)) return host;
  return port === (proto?.toLowerCase() === 'https' ? '443' : '80') ? host : `${host}:${port}`;
}

/**
 * The members of a list from its end, and only as far as they are asked for. What stands on the left is the client's,
 * who cannot reach what a proxy appended: not by a quote that nothing closes, since quotes are paired from the right.
 */
function* membersFromRight(field: string | undefined): Generator<string, undefined> {
  if (field === undefined) return;
  let quoted = false;
  let end = field.length;
  for (let i = field.length - 1; i >= -1; i--) {
    if (i < 0 || (field[i] === ',' && !quoted)) {
      const member = trimmed(field, i + 1, end);
      if (member !== '') yield member;
      end = i;
      quoted = false;
    } else if (field[i] === '"' && !isEscaped(field, i)) quoted = !quoted;
  }
}

/** Whether an odd number of backslashes stands before `index`. */
function isEscaped(text: string, index: number): boolean {
  let from = index;
  while (text[from - 1] === '\\') from--;
  return (index - from) % 2 === 1;
}

/** An IPv4 address that came in by an IPv6 socket, as itself. */
function unmapped(address: string | undefined): string | undefined {
  if (address?.startsWith('::ffff:') !== true) return address;
  return parseIpAddress(address)?.toString() ?? address;
}

/** Whether this can stand in a `Host`, and lead to no other site once it stands in a URL (RFC 9110 §7.2). */
function isHost(text: string): boolean {
  return text.length <= 261 && /^(?:[\w.~-]+|\[[\da-fA-F:.]+\])(?::\d{1,5})?$/.test(text);
}
