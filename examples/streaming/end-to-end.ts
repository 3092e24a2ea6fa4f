import type { Header } from '@tsgi/contract';
import { HOP_BY_HOP } from '@tsgi/serving';

/** What a proxy may pass on of a head: all but what is about one connection (RFC 9110 §7.6.1), and what `Connection` names besides. */
export function endToEnd(fields: Iterable<readonly [string, string]>, connection: string | null | undefined): Header[] {
  const named = new Set((connection ?? '').split(',').map((name) => name.trim().toLowerCase()));
  return [...fields].filter(([name]) => {
    const lower = name.toLowerCase();
    return !HOP_BY_HOP.has(lower) && !named.has(lower);
  });
}
