import type { Flow } from '../src/answer-link.ts';

/** A transport that has room, and says nothing by itself. */
export class QuietFlow implements Flow {
  readonly ready = true;
  whenReady(): void {}
  flushSoon(): void {}
}
