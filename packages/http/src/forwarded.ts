/** `Forwarded`: what a proxy says of the request that it passes on (RFC 7239). */

import { parseIpAddress } from './ip-address.ts';
import { parseParameter } from './parameter.ts';
import { tokenOrQuoted } from './quoted-string.ts';
import { splitList } from './split-list.ts';

/** What one proxy says. */
export interface ForwardedElement {
  /** Who made the request to the proxy: a node, such as `192.0.2.43:47011`, `[2001:db8::17]`, `unknown`, `_hidden`. */
  readonly for?: string;
  /** Which side of the proxy it came in by: a node. */
  readonly by?: string;
  /** The `Host` that it had. */
  readonly host?: string;
  /** The scheme that it was made with. */
  readonly proto?: string;
}

/** Who a node is, as far as it says (RFC 7239 §6). */
export interface ForwardedNode {
  /** An IP address, in its usual form. */
  readonly address: string;
  /** The port, in decimal; `undefined` where it is not known. */
  readonly port: string | undefined;
}

const NAMES = ['for', 'by', 'host', 'proto'] as const;

/** The elements of a `Forwarded`, the client's first. `undefined` where any of it is malformed. */
export function parseForwarded(field: string | undefined): ForwardedElement[] | undefined {
  if (field === undefined) return undefined;
  const elements: ForwardedElement[] = [];
  for (const text of splitList(field)) {
    const element = parseForwardedElement(text);
    if (element === undefined) return undefined;
    elements.push(element);
  }
  return elements.length === 0 ? undefined : elements;
}

/** One element: `for=192.0.2.43;proto=https`. `undefined` where it is malformed or says a thing twice (§4). */
export function parseForwardedElement(text: string): ForwardedElement | undefined {
  const element: { -readonly [Name in keyof ForwardedElement]: ForwardedElement[Name] } = {};
  for (const pair of splitList(text, ';')) {
    const [name, value] = parseParameter(pair) ?? [];
    if (name === undefined || value === undefined) return undefined;
    const known = NAMES.find((each) => each === name);
    if (known === undefined) continue;
    if (element[known] !== undefined) return undefined;
    element[known] = value;
  }
  return element;
}

/**
 * Writes an element, for a proxy to append: `for="[2001:db8::17]";proto=https`.
 * @throws {TypeError} for a value that no quoted string can hold.
 */
export function formatForwarded(element: ForwardedElement): string {
  const pairs = NAMES.map((name) => [name, element[name]] as const).filter((pair) => pair[1] !== undefined);
  return pairs.map(([name, value]) => `${name}=${tokenOrQuoted(value!)}`).join(';');
}

/**
 * A node that says its address: `192.0.2.43`, `192.0.2.43:47011`, `[2001:db8::17]:47011`, and bare `2001:db8::17`, as
 * `X-Forwarded-For` has it. `undefined` for `unknown`, an obfuscated name (`_hidden`) and all that is malformed.
 */
export function parseNode(text: string): ForwardedNode | undefined {
  let host = text;
  let port: string | undefined;
  if (text.startsWith('[')) {
    const close = text.indexOf(']');
    host = text.slice(1, Math.max(close, 1));
    if (close < 0 || !host.includes(':')) return undefined;
    if (close < text.length - 1) {
      if (text[close + 1] !== ':') return undefined;
      port = text.slice(close + 2);
    }
  } else {
    const colon = text.indexOf(':');
    if (colon >= 0 && colon === text.lastIndexOf(':')) {
      host = text.slice(0, colon);
      port = text.slice(colon + 1);
    }
  }
  if (port !== undefined && !/^(?:\d{1,5}|_[\w.-]+)$/.test(port)) return undefined;
  const address = parseIpAddress(host);
  return address && { address: address.toString(), port: port?.startsWith('_') === true ? undefined : port };
}
