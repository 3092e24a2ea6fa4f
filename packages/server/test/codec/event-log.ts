/** What a decoder tells of bytes that arrive in pieces, in a form that can be compared and read. */

import { RequestDecoder, type DecoderLimits } from '../../src/codec/request-decoder.ts';
import { environOf } from './environ-of.ts';

/** One thing that a decoder told; content that came in one go or in several is one event. */
export type DecoderEvent =
  | { readonly head: Readonly<Record<string, unknown>> }
  | { readonly content: string }
  | { readonly end: true }
  | { readonly refused: number; readonly reason: string }
  | { readonly unfinished: 'head' | 'content' };

/** Limits that leave room for every example but those about limits. */
export const LIMITS: DecoderLimits = {
  requestLineBytes: 8192,
  headerCount: 100,
  headerBytes: 16_384,
  bodyBytes: 1_048_576,
  chunkExtensionBytes: 4096,
};

/** What a byte of memory holds that the decoder may not look at, before and after: a line end would be taken for one. */
const BEFORE = 0x0a;
const AFTER = 0x0d;

/**
 * Feeds `pieces` to a decoder as a connection does. Each lies in the middle of memory that is overwritten after the call.
 * @throws where the decoder does what it never may: stand still, look beyond, or tell things out of order.
 */
export function eventLog(pieces: readonly Buffer[], limits: DecoderLimits = LIMITS): DecoderEvent[] {
  const log: DecoderEvent[] = [];
  let content = '';
  let state: 'between' | 'message' | 'refused' = 'between';
  const expectState = (...allowed: (typeof state)[]): void => {
    if (!allowed.includes(state)) throw new Error(`told something in the state '${state}'`);
  };
  const flush = (): void => {
    if (content !== '') log.push({ content });
    content = '';
  };

  const decoder = new RequestDecoder(limits, {
    blankEnviron: (http11) =>
      environOf({
        SCRIPT_NAME: '',
        PATH_INFO: '',
        QUERY_STRING: '',
        SERVER_PROTOCOL: http11 ? 'HTTP/1.1' : 'HTTP/1.0',
      }),
    onHead({ environ, http11, section }) {
      expectState('between');
      state = 'message';
      log.push({ head: { ...environ, http11, ...section } });
    },
    onContent(bytes, start, end) {
      expectState('message');
      if (start >= end) throw new Error('told of content without a byte');
      content += bytes.toString('latin1', start, end);
    },
    onEnd() {
      expectState('message');
      state = 'between';
      flush();
      log.push({ end: true });
    },
    refuse({ status, reason }) {
      expectState('between', 'message');
      state = 'refused';
      flush();
      log.push({ refused: status, reason });
    },
  });

  const memory = Buffer.alloc(2 + Math.max(0, ...pieces.map((piece) => piece.length)));
  const refused = (): boolean => state === 'refused';
  for (const piece of pieces) {
    const end = 1 + piece.length;
    memory.fill(AFTER, end);
    memory[0] = BEFORE;
    piece.copy(memory, 1);
    for (let at = 1; at < end && !refused();) {
      const stopped = decoder.decode(memory, at, end);
      if (stopped <= at || stopped > end) throw new Error(`went from ${at} to ${stopped} of ${end}`);
      at = stopped;
    }
    memory.fill(BEFORE);
    if (refused()) return log;
  }
  flush();
  if (decoder.midMessage) log.push({ unfinished: decoder.inContent ? 'content' : 'head' });
  return log;
}

/** The pieces that `wire` is cut into before each of the positions `cuts`, which ascend. */
export function cutInto(wire: Buffer, cuts: readonly number[]): Buffer[] {
  return [0, ...cuts].map((cut, index) => wire.subarray(cut, cuts[index] ?? wire.length));
}

/** Every byte a piece. */
export function singleBytes(wire: Buffer): Buffer[] {
  return Array.from(wire, (_, index) => wire.subarray(index, index + 1));
}
