/** One line as bytes with its end, in memory that stays the same as long as the lines fit into it. */

const ZERO = 0x30;
const LINE_FEED = 0x0a;
/** Longer than most lines are. */
const ROOM = 4096;

const encoder = new TextEncoder();

export class LineBytes {
  /** The line. */
  bytes: Uint8Array = new Uint8Array();
  #room: Uint8Array = new Uint8Array(ROOM);

  /** Makes it the line `text`. */
  encode(text: string): Uint8Array {
    const { read, written } = encoder.encodeInto(text, this.#room.subarray(0, -1));
    if (read < text.length) {
      // No character takes more than three bytes for each of its units.
      this.#room = new Uint8Array(text.length * 3 + 1);
      return this.encode(text);
    }
    this.#room[written] = LINE_FEED;
    return (this.bytes = this.#room.subarray(0, written + 1));
  }

  /** Replaces what is at `at` by `text`, which is ASCII. */
  putText(at: number, text: string): void {
    const { bytes } = this;
    for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
  }

  /** Replaces the `digits` digits at `at` by those of a whole number that has no more, and is below 2³¹. */
  putNumber(at: number, digits: number, number: number): void {
    const { bytes } = this;
    let rest = number;
    for (let i = at + digits - 1; i >= at; i--) {
      // In integers a division by ten is a multiplication.
      const tenth = (rest / 10) | 0;
      bytes[i] = ZERO + rest - tenth * 10;
      rest = tenth;
    }
  }
}
