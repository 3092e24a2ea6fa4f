/** Why a request is refused before, or in place of, an application's answer. */
export interface Refusal {
  readonly status: number;
  /** What was wrong, for the client to read: one sentence with the section of the RFC that says so. */
  readonly reason: string;
}

/** For an `Expect` that is not understood; HTTP/1.0 has none, and there it is ignored (RFC 9110 §10.1.1). */
export const unknownExpectation: Refusal = {
  status: 417,
  reason: 'the only expectation known here is 100-continue (RFC 9110 §10.1.1)',
};

/** A refusal with 400. */
export function badRequest(reason: string): Refusal {
  return { status: 400, reason };
}
