/** Why a request is refused before, or in place of, an application's answer. */
export interface Refusal {
  readonly status: number;
  /** What was wrong, for the client to read: one sentence with the section of the RFC that says so. */
  readonly reason: string;
}

/** A refusal with 400. */
export function badRequest(reason: string): Refusal {
  return { status: 400, reason };
}
