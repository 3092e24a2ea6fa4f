import ipaddr from 'ipaddr.js';

import { type IpAddress, parseIpAddress } from './ip-address.ts';

/** Whether an address is trusted; `undefined` stands for a peer that has none, at a Unix socket. */
export type TrustedAddresses = (address: string | undefined) => boolean;

type Network = readonly [address: IpAddress, bits: number];

/** Names for what is on this machine or this side of the router (RFC 1122, 3927, 4193, 4291, 1918). */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

/** How many answers are remembered: proxies are few, and their addresses come again with every request. */
const MOST_REMEMBERED = 1000;

/**
 * A test for addresses in a list of addresses (`'192.0.2.7'`), networks (`'10.0.0.0/8'`, `'2001:db8::/32'`) and the
 * names `'loopback'`, `'linklocal'`, `'private'` and `'unix'`, which stands for the peer at a Unix socket. What is no
 * address is not trusted.
 * @param who What the list is of, for the error: `'router(): trustedProxies'`. Default: this function.
 * @throws {TypeError} for an entry that is none of these.
 */
export function trustedAddresses(
  list: readonly string[],
  who: string = 'trustedAddresses(): the list',
): TrustedAddresses {
  if (!Array.isArray(list)) throw wrong(who, list);
  const unix = list.includes('unix');
  const networks = list
    .filter((entry) => entry !== 'unix')
    .flatMap((entry) => (Object.hasOwn(NAMED, entry) ? NAMED[entry]! : [entry]))
    .map((entry) => network(entry, who));
  const remembered = new Map<string, boolean>();
  return (address) => {
    if (address === undefined) return unix;
    if (networks.length === 0) return false;
    const before = remembered.get(address);
    if (before !== undefined) return before;
    const answer = isWithin(address, networks);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(address, answer);
    return answer;
  };
}

function network(entry: unknown, who: string): Network {
  if (typeof entry !== 'string') throw wrong(who, entry);
  const slash = entry.indexOf('/');
  const written = slash < 0 ? entry : entry.slice(0, slash);
  const address = parseIpAddress(written);
  const most = address?.kind() === 'ipv4' ? 32 : 128;
  // An IPv4-mapped network is counted in the bits of the IPv6 address.
  const mapped = most === 32 && written.includes(':') ? 96 : 0;
  const bits = slash < 0 ? most : prefixLength(entry.slice(slash + 1)) - mapped;
  if (address === undefined || !(bits >= 0 && bits <= most)) {
    throw wrong(who, entry);
  }
  return [address, bits];
}

function wrong(who: string, got: unknown): TypeError {
  const names = [...Object.keys(NAMED), 'unix'].map((name) => `'${name}'`).join(', ');
  return new TypeError(`${who} must be a list of addresses, networks, ${names}, got ${JSON.stringify(got)}`);
}

function prefixLength(text: string): number {
  return /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
}

function isWithin(text: string, networks: readonly Network[]): boolean {
  // A link-local peer comes with its zone (RFC 4007 §11), which is a name on this machine.
  const zone = text.indexOf('%');
  const address = parseIpAddress(zone < 0 ? text : text.slice(0, zone));
  if (address === undefined) return false;
  return networks.some(([base, bits]) =>
    address instanceof ipaddr.IPv4
      ? base instanceof ipaddr.IPv4 && address.match(base, bits)
      : base instanceof ipaddr.IPv6 && address.match(base, bits),
  );
}
