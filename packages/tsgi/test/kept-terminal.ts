import type { Terminal } from '../src/command.ts';

/** A terminal that keeps what it is told. */
export class KeptTerminal implements Terminal {
  said = '';
  complained = '';

  say(text: string): void {
    this.said += `${text}\n`;
  }

  complain(text: string): void {
    this.complained += `${text}\n`;
  }
}
