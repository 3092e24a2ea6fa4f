// A connection in memory, for servers that are given any duplex stream: no load generator, no operating system.

import { Duplex } from 'node:stream';

export class MemoryConnection extends Duplex {
  /** What was answered to the last request. */
  answer = '';

  constructor() {
    // As a socket takes it.
    super({ decodeStrings: false });
  }

  /** Has the server read a request. */
  ask(request: Uint8Array): void {
    this.push(request);
  }

  override _read(): void {}

  override _write(text: string, _encoding: string, done: () => void): void {
    this.answer = text;
    done();
  }
}
