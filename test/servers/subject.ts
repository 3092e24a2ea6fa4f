import type { Capability, Start } from '@tsgi/validator';

/** A server, and what is known of it beforehand. */
export interface Subject {
  readonly name: string;
  readonly start: Start;
  /** What it cannot do, and why. */
  readonly lacks: { readonly [name in Capability]?: string };
  /** Cases that are red through the fault of what it stands on: the case's sentence, and the fault. */
  readonly faults: Readonly<Record<string, string>>;
}
