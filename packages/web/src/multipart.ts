/** Forms with files (RFC 7578). */

import { HttpError, type Environ } from '@tsgi/contract';
import { isToken, parseContentDisposition } from '@tsgi/http';

import { expectMediaType } from './expect-media-type.ts';
import { FormPart, type FormPartHead } from './form-part.ts';
import { MultipartReader } from './multipart-reader.ts';
import { refusePrototypeName } from './refuse-prototype-keys.ts';
import { checkMost, streamBytes, type BodyOptions } from './request-body.ts';

/** Options of `multipart()`. `limit` is that of the whole body: nothing of it is collected, so it may be large. */
export interface MultipartOptions extends BodyOptions {
  /** The most parts that there may be; more are answered 413. Default: 1000. */
  readonly maxParts?: number;
}

/**
 * The parts of a multipart form in their order, each while it arrives: nothing is collected.
 * @throws {HttpError} 415 for another media type, 413 for too much or too many, 400 for what is malformed.
 */
export async function* readParts(
  environ: Environ,
  method: string,
  options: MultipartOptions = {},
): AsyncGenerator<FormPart, undefined> {
  const { parameters } = expectMediaType(environ, (type) => type === 'multipart/form-data', 'multipart/form-data');
  const boundary = parameters['boundary'] ?? '';
  if (!/^[\x20-\x7e]{0,69}[\x21-\x7e]$/.test(boundary)) {
    throw new HttpError(400, 'the multipart body has no boundary of 1 to 70 characters (RFC 2046 §5.1.1)');
  }
  // Which of two counts, parsers do not agree on, nor on blanks before the sign.
  if ([...environ.CONTENT_TYPE!.matchAll(/;[ \t]*boundary[ \t]*=/gi)].length > 1) {
    throw new HttpError(400, 'the multipart body has two boundaries (RFC 2045 §5)');
  }
  const { maxParts = 1000 } = options;
  checkMost(method, 'maxParts', maxParts);
  const chunks = streamBytes(environ, method, options);
  try {
    const reader = new MultipartReader(chunks, boundary);
    for (let count = 1; await reader.nextPart(); count++) {
      if (count > maxParts) throw new HttpError(413, `the form has more than the ${maxParts} parts allowed`);
      const head = parseHead(await reader.head());
      let current = true;
      yield new FormPart(head, async () => {
        if (!current) throw new TypeError(`the part ${JSON.stringify(head.name)} of the form has been passed`);
        return reader.content();
      });
      current = false;
    }
    // What stands behind the last boundary says nothing, and the connection is good for another request once it is
    // read.
    for await (const chunk of chunks) void chunk;
  } finally {
    await chunks.return(undefined);
  }
}

function parseHead(text: string): FormPartHead {
  const fields = new Map<string, string>();
  for (const line of text.split('\r\n')) {
    if (line === '') continue;
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).toLowerCase();
    // A folded line has no name; a field that comes twice has two readers.
    if (!isToken(name) || fields.has(name)) throw malformed();
    fields.set(name, line.slice(colon + 1).trim());
  }
  const disposition = parseContentDisposition(fields.get('content-disposition'), { multipart: true });
  const name = disposition?.parameters['name'];
  if (disposition?.type !== 'form-data' || name === undefined) throw malformed();
  refusePrototypeName(name);
  // RFC 7578 §4.7: parts are as they are. Whoever took base64 for text would see another form.
  if (!/^(?:7bit|8bit|binary)?$/i.test(fields.get('content-transfer-encoding') ?? '')) throw malformed();
  const { filename } = disposition;
  return { name, type: fields.get('content-type') ?? 'text/plain', ...(filename !== undefined && { filename }) };
}

function malformed(): HttpError {
  return new HttpError(400, 'the head of a part of the form is malformed');
}
