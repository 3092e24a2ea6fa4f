import type { Capability, Start } from '@tsgi/validator';

import type { Runtime } from './runtime.ts';

/** A server, and what is known of it beforehand. */
export interface Subject {
  readonly name: string;
  /** What starts it here, or the runtime that it is for. */
  readonly start: Start | Runtime;
  /** What it cannot do, and why. */
  readonly lacks: { readonly [name in Capability]?: string };
  /** Cases that are red through the fault of what it stands on: the case's sentence, and the fault. */
  readonly faults: Readonly<Record<string, string>>;
}
