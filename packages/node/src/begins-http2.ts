import type { Socket } from 'node:net';

/** What a client of HTTP/2 sends first, and no other may (RFC 9113 §3.4). */
const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

/**
 * Looks whether the first bytes of a connection are HTTP/2's, and puts them back. As few are waited for as tell.
 * @param decide Called once, when that is known.
 */
export function beginsHttp2(socket: Socket, decide: (begins: boolean) => void): void {
  let seen: Buffer = Buffer.alloc(0);
  const look = (): void => {
    const bytes = socket.read() as Buffer | null;
    if (bytes !== null) seen = seen.length === 0 ? bytes : Buffer.concat([seen, bytes]);
    const length = Math.min(seen.length, PREFACE.length);
    const same = seen.subarray(0, length).equals(PREFACE.subarray(0, length));
    if (same && length < PREFACE.length && !socket.readableEnded && bytes !== null) return;
    socket.off('readable', look);
    socket.off('end', look);
    if (seen.length > 0) socket.unshift(seen);
    decide(same && length === PREFACE.length);
  };
  socket.on('readable', look);
  socket.on('end', look);
}
