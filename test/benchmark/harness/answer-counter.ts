// Complete HTTP answers in a stream of bytes, told apart by Content-Length alone.

const END_OF_HEAD = '\r\n\r\n';

/** Counts the answers of one connection. */
export class AnswerCounter {
  /** Bytes of an answer that is not complete yet, one character a byte. */
  #rest = '';
  /** The last head: servers repeat theirs, and to compare is cheaper than to parse. */
  #head = '';
  #length = 0;
  /** Answers so far whose status was not 200. */
  failed = 0;

  /**
   * Takes the next bytes and returns how many answers they completed.
   *
   * @throws {Error} when an answer has no Content-Length: it cannot be counted exactly.
   */
  take(bytes: Buffer | string): number {
    const text = this.#rest + (typeof bytes === 'string' ? bytes : bytes.toString('latin1'));
    let complete = 0;
    let start = 0;
    for (;;) {
      const headEnd = text.indexOf(END_OF_HEAD, start);
      if (headEnd === -1) break;
      const head = text.slice(start, headEnd);
      if (head !== this.#head) this.#read(head);
      const end = headEnd + END_OF_HEAD.length + this.#length;
      if (end > text.length) break;
      if (!head.startsWith('HTTP/1.1 200 ')) this.failed += 1;
      complete += 1;
      start = end;
    }
    this.#rest = text.slice(start);
    return complete;
  }

  #read(head: string): void {
    const length = /\r\ncontent-length:[ \t]*(\d+)[ \t]*(?:\r\n|$)/i.exec(head)?.[1];
    if (length === undefined) throw new Error(`an answer without Content-Length: ${head.split('\r\n', 1)[0]}`);
    this.#head = head;
    this.#length = Number(length);
  }
}
