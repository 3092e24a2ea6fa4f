/** What a runtime does wrong by itself: what is sent to its bare server, and what comes. */

import net from 'node:net';

import { expect } from 'vitest';

/** A fault of a runtime, which makes cases of the conformance suite red for whoever builds on it. */
export interface BareFault {
  /** Goes on where the runtime's name ends. */
  readonly sentence: string;
  /** Rejects where the fault does not show on the bare server that listens on this port. */
  readonly show: (port: number) => Promise<void>;
}

/** One connection. */
export interface Talk {
  readonly sent: string;
  /** What comes. */
  readonly comes: RegExp;
  /** What is waited for. Default: `comes`. */
  readonly until?: RegExp;
  /** Whether it shows only once the connection has ended. */
  readonly ends?: true;
}

export const HOST = 'Host: a\r\n';
export const AGAIN = `GET / HTTP/1.1\r\n${HOST}\r\n`;

export function get(path: string): string {
  return `GET ${path} HTTP/1.1\r\n${HOST}\r\n`;
}

/** A request with content of two bytes in one chunk. */
export function chunked(size: string, trailers = '', coding = 'chunked'): string {
  return `POST /content HTTP/1.1\r\n${HOST}Transfer-Encoding: ${coding}\r\n\r\n${size}\r\nhi\r\n0\r\n${trailers}\r\n`;
}

/** A fault that one connection shows. */
export function onWire(sentence: string, { sent, comes, until = comes, ends }: Talk): BareFault {
  return {
    sentence,
    async show(port) {
      expect(await ask(port, sent, ends ? undefined : until)).toMatch(comes);
    },
  };
}

/** Sends, and reads up to `enough`, or to the end of the connection; a reset is told as `[reset]`. */
export async function ask(port: number, sent: string, enough: RegExp | undefined): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const socket = net.connect(port, '127.0.0.1', () => socket.write(sent));
  let received = '';
  socket.setEncoding('latin1').on('data', (text: string) => {
    received += text;
    if (enough?.test(received)) resolve(received);
  });
  socket.once('close', () => resolve(received)).once('error', () => (received += '[reset]'));
  return promise.finally(() => socket.destroy());
}
