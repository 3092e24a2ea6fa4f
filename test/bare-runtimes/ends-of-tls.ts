/** Ends of TLS, which has no reset of its own: a missing close_notify stands for one. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';

import { expect } from 'vitest';

import { selfSigned } from '../../packages/server/test/self-signed.ts';
import type { BareFault } from './bare-fault.ts';

/** What a client hears of a connection that the server ends in this way behind its content. */
async function heardOf(end: (socket: tls.TLSSocket) => void): Promise<string[]> {
  const { key, cert } = selfSigned();
  const server = tls.createServer({ key, cert }, (socket) => socket.write('one', () => end(socket)));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const heard: string[] = [];
  const client = tls.connect({ port, host: '127.0.0.1', ca: cert, servername: 'localhost' });
  client.setEncoding('latin1').on('data', (text: string) => heard.push(text));
  client.on('end', () => heard.push('end')).on('error', ({ message }) => heard.push(message));
  await once(client, 'close');
  server.close();
  return heard;
}

export const endsOfTls: BareFault = {
  sentence: 'tells a client of TLS nothing of a close_notify that is missing, which stands there for a reset',
  async show() {
    expect(await heardOf((socket) => socket.end())).toEqual(['one', 'end']);
    expect(await heardOf((socket) => socket.destroy())).toEqual(['one', 'end']);
  },
};
