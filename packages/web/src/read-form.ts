import { HttpError, type Environ } from '@tsgi/contract';
import { parseUrlencoded } from '@tsgi/http';

import { expectMediaType } from './expect-media-type.ts';
import { readParts } from './multipart.ts';
import { refusePrototypeName } from './refuse-prototype-keys.ts';
import { readText, type BodyOptions } from './request-body.ts';

const URLENCODED = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';

/**
 * Reads the fields of an HTML form, in either of the two encodings.
 * @throws {HttpError} 415 for another media type, or where there are files, which `multipart()` is for; 413 for too
 * much; 400 for what is malformed or has a field `__proto__`.
 */
export async function readForm(environ: Environ, options?: BodyOptions): Promise<URLSearchParams> {
  const { type } = expectMediaType(environ, isForm, `${URLENCODED}, ${MULTIPART}`);
  const fields =
    type === MULTIPART ? await readFields(environ, options) : parse(await readText(environ, 'form()', options));
  for (const name of fields.keys()) refusePrototypeName(name);
  return fields;
}

/** The fields as an object, as schemas want them: a name that came several times has an array, any other its text. */
export function formObject(fields: URLSearchParams): Record<string, string | string[]> {
  const object: Record<string, string | string[]> = {};
  for (const [name, value] of fields) {
    const before = Object.hasOwn(object, name) ? object[name] : undefined;
    if (before === undefined) object[name] = value;
    else if (typeof before === 'string') object[name] = [before, value];
    else before.push(value);
  }
  return object;
}

function isForm(type: string): boolean {
  return type === URLENCODED || type === MULTIPART;
}

function parse(text: string): URLSearchParams {
  // The parser of the URL Standard takes anything, and guesses. Browsers send nothing that this refuses.
  if (text.includes('%')) {
    try {
      decodeURIComponent(text);
    } catch (cause) {
      throw new HttpError(400, 'the form has a malformed percent-encoding', { cause });
    }
  }
  return parseUrlencoded(text);
}

async function readFields(environ: Environ, options?: BodyOptions): Promise<URLSearchParams> {
  const fields = new URLSearchParams();
  for await (const part of readParts(environ, 'form()', options)) {
    if (part.filename !== undefined) throw new HttpError(415, 'this form takes no files');
    fields.append(part.name, await part.text(options));
  }
  return fields;
}
