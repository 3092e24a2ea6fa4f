import type { Peer } from '@tsgi/serving';

const peers = new WeakMap<object, Peer>();

/** The peer of a connection. It is asked for once: a socket takes longer to tell than a request has to spend. */
export function peerOf(socket: Peer): Peer {
  let peer = peers.get(socket);
  if (peer === undefined) {
    const { remoteAddress, remotePort } = socket;
    peers.set(socket, (peer = { remoteAddress, remotePort }));
  }
  return peer;
}
