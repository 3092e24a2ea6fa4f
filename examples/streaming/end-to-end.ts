import type { Header } from '@tsgi/contract';

/** Fields that are about one connection and not about what is sent over it (RFC 9110 §7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What a proxy may pass on of a head: all but those, and what `Connection` names beside them. */
export function endToEnd(fields: Iterable<readonly [string, string]>, connection: string | null | undefined): Header[] {
  const named = new Set((connection ?? '').split(',').map((name) => name.trim().toLowerCase()));
  return [...fields].filter(([name]) => {
    const lower = name.toLowerCase();
    return !HOP_BY_HOP.has(lower) && !named.has(lower);
  });
}
