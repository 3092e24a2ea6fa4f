import { HttpError, type Environ } from '@tsgi/contract';

import { expectMediaType } from './expect-media-type.ts';
import { mayHavePrototypeKeys, refusePrototypeKeys } from './refuse-prototype-keys.ts';
import { readText, type BodyOptions } from './request-body.ts';

/**
 * Reads the body as JSON (RFC 8259), which is UTF-8.
 * @throws {HttpError} 415 for another media type or charset, 413 for too much, 400 for what is malformed or has a key
 * such as `__proto__`.
 */
export async function readJson(environ: Environ, options?: BodyOptions): Promise<unknown> {
  const { parameters } = expectMediaType(environ, isJson, 'application/json');
  const charset = parameters['charset']?.toLowerCase() ?? 'utf-8';
  if (charset !== 'utf-8') throw new HttpError(415, `JSON is UTF-8 (RFC 8259 §8.1), got ${charset}`);
  const text = await readText(environ, 'json()', options);
  const value = parse(text);
  return mayHavePrototypeKeys(text) ? refusePrototypeKeys(value) : value;
}

function isJson(type: string): boolean {
  return type === 'application/json' || type.endsWith('+json');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // The cause quotes the body, and it is the client's, who needs no quote; and no log should have one.
    throw new HttpError(400, 'the body is not valid JSON', { cause });
  }
}
