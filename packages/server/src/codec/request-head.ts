/** From a scanned head to an environ, and to what the connection must know about the message. */

import type { Environ } from '@tsgi/contract';
import { readTarget, type Refusal } from '@tsgi/serving';

import type { HeadMemo } from './head-memo.ts';
import type { HeadScanner } from './head-scanner.ts';
import { decodeHeaderSection, type HeaderSection } from './header-section.ts';

/** A request head, decoded. */
export interface RequestHead {
  readonly environ: Environ;
  /** Whether the client speaks HTTP/1.1, and so knows chunked codings and interim responses. */
  readonly http11: boolean;
  /** What the header section says. */
  readonly section: HeaderSection;
}

/**
 * Decodes the head of `length` bytes at `start` that `scanner` has just scanned.
 * @param environ A new environ that holds everything but what comes from the head. It is filled, and is the result's.
 * @param memo Remembers the header section, where there is one.
 * @returns the head, or why it is refused.
 */
export function decodeHead(
  scanner: HeadScanner,
  bytes: Buffer,
  start: number,
  length: number,
  environ: Environ,
  memo?: HeadMemo,
): RequestHead | Refusal {
  const text = bytes.toString('latin1', start, start + length);
  const http11 = scanner.minorVersion === 1;
  const section = decodeHeaderSection(scanner, bytes, start, text, environ);
  if ('reason' in section) return section;
  memo?.remember(bytes.subarray(start + scanner.headersStart, start + length), scanner, environ, section);
  return readRequestLine(scanner, text, environ) ?? { environ, http11, section };
}

/**
 * Reads the method and the target of the head that `scanner` has just scanned.
 * @param text The head, at least up to the target's end.
 * @returns why it is refused, or `undefined`.
 */
export function readRequestLine(scanner: HeadScanner, text: string, environ: Environ): Refusal | undefined {
  environ.REQUEST_METHOD = text.slice(scanner.methodStart, scanner.targetStart - 1);
  return readTarget(text.slice(scanner.targetStart, scanner.targetEnd), environ);
}
