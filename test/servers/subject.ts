import type { Capability, Start } from '@tsgi/validator';

import type { BareFault } from '../bare-runtimes/bare-fault.ts';
import type { Runtime } from './runtime.ts';

/** A server, and what is known of it beforehand. */
export interface Subject {
  readonly name: string;
  /** The runtime whose sockets, parser or server it builds on. */
  readonly standsOn: 'Bun' | 'Deno' | 'Node';
  /** What starts it here, or the runtime that it is for. */
  readonly start: Start | Runtime;
  /** What it cannot do, and why. */
  readonly lacks: { readonly [name in Capability]?: string };
  /** Cases that are red through a fault of what it stands on: the case's sentence, and the fault, which shows there by itself. */
  readonly faults: Readonly<Record<string, BareFault>>;
}
