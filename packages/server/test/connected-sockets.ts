/** Two sockets of a connection, for what only the operating system does. */

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

import { onTestFinished } from 'vitest';

/** Both ends of a TCP connection, of which the client's does not read. They are cut off at the end of the test. */
export async function connectedSockets(): Promise<{ socket: Socket; client: Socket }> {
  const accepted = Promise.withResolvers<Socket>();
  const listener = createServer(accepted.resolve).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const client = connect((listener.address() as AddressInfo).port, '127.0.0.1').pause();
  const socket = await accepted.promise;
  onTestFinished(() => {
    client.destroy();
    socket.destroy();
    listener.close();
  });
  return { socket, client };
}
