import type { HeaderList, StartResponse, Status } from '@tsgi/contract';

import { checkHeader } from './check-headers.ts';
import { shown, type Seam } from './seam.ts';

const STATUS = /^[2-5][0-9]{2} [\x20-\x7e]*$/;
const DIGITS = /^[0-9]+$/;

/** The status that was found good last: most responses have the same. */
let lastStatus = '';

/** `startResponse`, as the application sees it, and what it was given. */
export class CheckedStart {
  /** Whether a head has been given. */
  started = false;
  /** The status code given; 0 where none. */
  code = 0;
  /** The `Content-Length` given; -1 where none. */
  contentLength = -1;
  /** The `ETag` given; `''` where none. */
  etag = '';
  /** Whether the head is surely with the client's side: a chunk was taken, and another asked for. */
  committed = false;
  /** Whether an error was thrown back at the application, which must now fail. */
  thrownBack = false;
  /** Whether trailers have been announced. */
  trailers = false;
  /** Whether the response is a `101`. */
  upgraded = false;

  readonly #seam: Seam;
  readonly #start: StartResponse;

  constructor(seam: Seam, start: StartResponse) {
    this.#seam = seam;
    this.#start = start;
  }

  call(status: Status, headers: HeaderList, error: unknown): void {
    if (this.upgraded) this.#seam.breach('A29', `called startResponse with ${shown(status)} after tsgi.upgrade`);
    const { code, contentLength, etag } = this;
    this.#check(status, headers, error !== undefined);
    try {
      const start = this.#start;
      if (error === undefined) start(status, headers);
      else this.#replace(status, headers, error);
      this.started = true;
    } catch (thrown) {
      // A call that throws stores nothing: what was stored before still stands.
      this.code = code;
      this.contentLength = contentLength;
      this.etag = etag;
      throw thrown;
    }
  }

  #replace(status: Status, headers: HeaderList, error: unknown): void {
    const start = this.#start;
    try {
      start(status, headers, error);
    } catch (thrown) {
      this.thrownBack = true;
      if (thrown !== error) {
        this.#seam.breach('S6', `had startResponse throw ${shown(thrown)} when it was given ${shown(error)}`);
      }
      throw thrown;
    }
    if (this.committed) this.#seam.breach('S6', 'had startResponse return with an error given and the head committed');
  }

  /** Checks the whole head before any of it is taken over, as the server does. */
  #check(status: unknown, headers: unknown, replacing: boolean): void {
    if (this.started && !replacing) {
      this.#seam.breach('A3', `called startResponse again with ${shown(status)}, after a head with ${this.code}`);
    }
    const code = checkStatus(this.#seam, status);
    let length = -1;
    let etag = '';
    if (!Array.isArray(headers)) this.#seam.breach('A6', `gave startResponse ${shown(headers)} for headers`);
    else {
      for (let i = 0; i < headers.length; i++) {
        const header: unknown = headers[i];
        const name = checkHeader(this.#seam, 'startResponse', header);
        if (name === 'content-length') length = this.#checkLength(headers[i][1], length, code);
        else if (name === 'etag') etag = headers[i][1];
      }
    }
    this.code = code;
    this.contentLength = length;
    this.etag = etag;
  }

  #checkLength(value: string, before: number, code: number): number {
    if (!DIGITS.test(value)) this.#seam.breach('A10', `gave a Content-Length of ${shown(value)}`);
    if (before !== -1) this.#seam.breach('A10', 'gave two Content-Length headers');
    if (code === 204 || code === 205) this.#seam.breach('A11', `gave a Content-Length with status ${code}`);
    if (this.trailers) this.#seam.breach('A27', 'gave a Content-Length after it had called tsgi.trailers');
    // Reported, not thrown: there is no length then that a body could have.
    return DIGITS.test(value) ? Number(value) : -1;
  }
}

function checkStatus(seam: Seam, status: unknown): number {
  if (status !== lastStatus || typeof status !== 'string') {
    if (typeof status !== 'string' || !STATUS.test(status)) {
      seam.breach('A5', `gave startResponse the status ${shown(status)}`);
      return 0;
    }
    lastStatus = status;
  }
  return Number(status.slice(0, 3));
}
