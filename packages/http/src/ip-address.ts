import ipaddr from 'ipaddr.js';

/** An address as its bytes are. */
export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;

/** No address is longer: eight groups, the last two in decimal. */
const LONGEST = 45;

/**
 * Reads an address, written as RFC 3986 §3.2.2 writes it: four decimal numbers, or an IPv6 address without brackets and
 * zone. An IPv4-mapped IPv6 address is the IPv4 address. `undefined` for all else, the octal, hexadecimal and shortened
 * forms of `inet_aton` too: what another program reads as another address is none.
 */
export function parseIpAddress(text: string): IpAddress | undefined {
  if (text.length > LONGEST || !isPlain(text)) return undefined;
  if (!text.includes(':')) return ipaddr.IPv4.isValidFourPartDecimal(text) ? ipaddr.IPv4.parse(text) : undefined;
  const dotted = text.slice(text.lastIndexOf(':') + 1);
  if (dotted.includes('.') && !ipaddr.IPv4.isValidFourPartDecimal(dotted)) return undefined;
  return ipaddr.IPv6.isValid(text) ? ipaddr.process(text) : undefined;
}

/** Whether there are only digits, `a` to `f`, colons and dots. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const letter = code | 0x20;
    if (code !== 0x2e && !(code >= 0x30 && code <= 0x3a) && !(letter >= 0x61 && letter <= 0x66)) return false;
  }
  return true;
}
