import type { ForwardedField } from './resolve-client.ts';
import { type TrustedAddresses, trustedAddresses } from './trusted-addresses.ts';

/** Which proxies are believed about who made a request. */
export interface ProxyOptions {
  /** Addresses, networks and names (`'loopback'`, `'private'`, …) of the proxies to believe. Default: none. */
  readonly trustedProxies?: readonly string[];
  /** The fields that those proxies write, all of them. Default: `'X-Forwarded'`. */
  readonly forwarded?: ForwardedField;
}

/** `ProxyOptions`, checked. */
export interface TrustedProxies {
  readonly trusted: TrustedAddresses;
  readonly field: ForwardedField;
}

/** Checks the options, once for many requests. @throws {TypeError} for an address or a field that is none. */
export function checkProxies(options: ProxyOptions | undefined, caller: string): TrustedProxies | undefined {
  const field = options?.forwarded ?? 'X-Forwarded';
  if (field !== 'X-Forwarded' && field !== 'Forwarded') {
    throw new TypeError(`${caller}(): forwarded must be 'X-Forwarded' or 'Forwarded', got ${JSON.stringify(field)}`);
  }
  if (options?.trustedProxies === undefined) return undefined;
  return { trusted: trustedAddresses(options.trustedProxies, `${caller}(): trustedProxies`), field };
}
