/** A field of a form, read so that the application can still read the form. */

import { derive, type Environ, HttpError } from '@tsgi/contract';
import { parseContentType, parseUrlencoded } from '@tsgi/http';

import { ReplayedInput } from './replayed-input.ts';

/** The most bytes that are read of a form with files: the head and the content of its first part. */
const MOST_PART_BYTES = 4096;

/** A field of a form, and the environ with which its body can be read from the beginning. */
export interface FormField {
  readonly value: string | undefined;
  readonly environ: Environ;
}

/**
 * Reads the field `name` of an HTML form. Of a form with files only the first part is looked at; of another all of it,
 * up to `limit` bytes.
 * @throws {HttpError} 413 for a form without files that is longer.
 */
export async function readFormField(environ: Environ, name: string, limit: number): Promise<FormField> {
  const contentType = parseContentType(environ.CONTENT_TYPE);
  if (contentType?.type === 'application/x-www-form-urlencoded') {
    if (Number(environ.CONTENT_LENGTH ?? 0) > limit) throw tooLong(limit);
    const head = await readAhead(environ, (bytes) => {
      if (bytes > limit) throw tooLong(limit);
      return false;
    });
    return { value: parseUrlencoded(head.text()).get(name) ?? undefined, environ: head.environ };
  }
  const boundary = contentType?.type === 'multipart/form-data' ? contentType.parameters['boundary'] : undefined;
  if (boundary === undefined) return { value: undefined, environ };
  const head = await readAhead(environ, (bytes) => bytes >= MOST_PART_BYTES);
  return { value: firstPart(head.text().slice(0, MOST_PART_BYTES), boundary, name), environ: head.environ };
}

interface Ahead {
  readonly text: () => string;
  readonly environ: Environ;
}

/** Reads until `isEnough` says so of the bytes that were read, or to the end. */
async function readAhead(environ: Environ, isEnough: (bytes: number) => boolean): Promise<Ahead> {
  const input = environ['tsgi.input'];
  const rest = input[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  while (!isEnough(bytes)) {
    const step = await rest.next();
    if (step.done === true) break;
    chunks.push(step.value);
    bytes += step.value.byteLength;
  }
  return {
    text: () => {
      const decoder = new TextDecoder();
      return chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join('') + decoder.decode();
    },
    environ: derive(environ, { 'tsgi.input': new ReplayedInput(input, chunks, rest) }),
  };
}

/** The content of the first part, if it is the field `name` and no file, as browsers write it. */
function firstPart(text: string, boundary: string, name: string): string | undefined {
  const start = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`;
  if (!text.startsWith(start)) return undefined;
  const end = text.indexOf(`\r\n--${boundary}`, start.length);
  return end < 0 ? undefined : text.slice(start.length, end);
}

function tooLong(limit: number): HttpError {
  return new HttpError(413, `a form that comes without Sec-Fetch-Site and Origin may have ${limit} bytes`);
}
