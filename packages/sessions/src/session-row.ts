import type { StoredSession } from './session-store.ts';

/** The session of a row of a database; `undefined` where there is no row. A bigint may come as a string. */
export function sessionOfRow(id: string, row: unknown): StoredSession | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  const { version, data, created_at: createdAt, expires_at: expiresAt } = row as Record<string, unknown>;
  return {
    id,
    version: Number(version),
    data: String(data),
    createdAt: Number(createdAt),
    expiresAt: Number(expiresAt),
  };
}
