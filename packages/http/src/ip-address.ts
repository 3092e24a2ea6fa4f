import ipaddr from 'ipaddr.js';

/** An address as its bytes are. */
export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;

const DOT = 0x2e;

/** No address is longer: eight groups, the last two in decimal. */
const LONGEST = 45;

/**
 * Reads an address, written as RFC 3986 §3.2.2 writes it: four decimal numbers, or an IPv6 address without brackets and
 * zone. An IPv4-mapped IPv6 address is the IPv4 address. `undefined` for all else, the octal, hexadecimal and shortened
 * forms of `inet_aton` too: what another program reads as another address is none.
 */
export function parseIpAddress(text: string): IpAddress | undefined {
  if (text.length > LONGEST) return undefined;
  if (!text.includes(':')) return parseIpv4(text);
  if (!isPlain(text)) return undefined;
  const last = text.slice(text.lastIndexOf(':') + 1);
  if (last.includes('.') && parseIpv4(last) === undefined) return undefined;
  return ipaddr.IPv6.isValid(text) ? ipaddr.process(text) : undefined;
}

/** Four numbers to 255, in as few decimal digits as they need. */
function parseIpv4(text: string): ipaddr.IPv4 | undefined {
  const octets = [];
  let octet = -1;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : DOT;
    if (code === DOT) {
      if (octet < 0) return undefined;
      octets.push(octet);
      octet = -1;
    } else {
      const digit = code - 0x30;
      if (digit < 0 || digit > 9 || octet === 0) return undefined;
      octet = Math.max(octet, 0) * 10 + digit;
      if (octet > 255) return undefined;
    }
  }
  return octets.length === 4 ? new ipaddr.IPv4(octets) : undefined;
}

/** Whether there are only digits, `a` to `f`, colons and dots. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const letter = code | 0x20;
    if (code !== DOT && !(code >= 0x30 && code <= 0x3a) && !(letter >= 0x61 && letter <= 0x66)) return false;
  }
  return true;
}
