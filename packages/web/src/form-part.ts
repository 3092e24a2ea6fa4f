import { HttpError, PayloadTooLarge } from '@tsgi/contract';

import { joinBytes } from './join-bytes.ts';
import { checkMost, DEFAULT_BODY_LIMIT, type BodyOptions } from './request-body.ts';

/** What a part says of itself. */
export interface FormPartHead {
  readonly name: string;
  readonly filename?: string;
  readonly type: string;
}

/** A field is what was typed in, and all of it is content (Fetch, `formData()`); text in a file may begin with a byte order mark. */
const fields = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const files = new TextDecoder('utf-8', { fatal: true });

/**
 * One part of a multipart form: a field, or a file. It is read while it arrives, and once: by iterating it, or by one
 * of its methods. What is not read before the next part is asked for is skipped.
 */
export class FormPart implements AsyncIterable<Uint8Array> {
  /** The name of the field. */
  readonly name: string;
  /**
   * The name of the file, without folders; `undefined` where it is no file, or none was chosen. It is the client's
   * word: show it, and store the file under a name of your own.
   */
  readonly filename: string | undefined;
  /** Its media type: the client's word as well. `text/plain` where it says nothing. */
  readonly type: string;
  readonly #next: () => Promise<Uint8Array | undefined>;
  #taken = false;

  /** `next` resolves to the content bit by bit, and to `undefined` at its end. */
  constructor({ name, filename, type }: FormPartHead, next: () => Promise<Uint8Array | undefined>) {
    this.name = name;
    this.filename = filename;
    this.type = type;
    this.#next = next;
  }

  /** The content as it comes. @throws {TypeError} where it is read a second time. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, undefined> {
    if (this.#taken) throw new TypeError(`the part ${JSON.stringify(this.name)} of the form has been read already`);
    this.#taken = true;
    for (let chunk = await this.#next(); chunk !== undefined; chunk = await this.#next()) yield chunk;
  }

  /** All of the content. @throws {HttpError} 413 where it is longer than the limit, of 1 MiB unless told otherwise. */
  async bytes({ limit = DEFAULT_BODY_LIMIT }: BodyOptions = {}): Promise<Uint8Array> {
    checkMost(`the part ${JSON.stringify(this.name)} of the form`, 'limit', limit);
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of this) {
      length += chunk.byteLength;
      if (length > limit) throw new PayloadTooLarge(limit);
      chunks.push(chunk);
    }
    return joinBytes(chunks);
  }

  /**
   * All of the content, as text in UTF-8; without the byte order mark where it is a file.
   * @throws {HttpError} 400 where it is not, 413 where it is too long.
   */
  async text(options?: BodyOptions): Promise<string> {
    const bytes = await this.bytes(options);
    try {
      return (this.filename === undefined ? fields : files).decode(bytes);
    } catch (cause) {
      throw new HttpError(400, 'a field of the form is not UTF-8', { cause });
    }
  }
}
