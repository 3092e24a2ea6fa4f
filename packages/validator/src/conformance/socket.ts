/** The one place where a suite needs a platform: a TCP connection, as Node, Bun and Deno have it. */

/** What a raw client uses of a `node:net` socket. */
export interface Socket {
  write(bytes: Uint8Array): boolean;
  end(): void;
  destroy(): void;
  resetAndDestroy(): void;
  pause(): void;
  resume(): void;
  setNoDelay(noDelay: boolean): void;
  on(event: 'data', listener: (bytes: Uint8Array) => void): void;
  on(event: 'connect' | 'end' | 'close', listener: () => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
}

/** Where a server can be reached. */
export type Address = { readonly host: string; readonly port: number } | { readonly path: string };

/**
 * The address in a server's URL: `http://127.0.0.1:8000`, `http://[::1]:8000`, `unix:/run/app.sock`.
 * @throws {TypeError} for any other.
 */
export function addressOf(url: string): Address {
  if (url.startsWith('unix:')) return { path: url.slice('unix:'.length) };
  const { protocol, hostname, port } = new URL(url);
  if (protocol !== 'http:') throw new TypeError(`a conformance suite speaks plain HTTP, got ${url}`);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) };
}

/** Connects. A refused connection rejects. When the server ends its side, this side ends too, as any client's does. */
export async function openSocket(address: Address): Promise<Socket> {
  const net: { connect(options: Address): Socket } = await builtin('net');
  const socket = net.connect(address);
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve);
    socket.on('error', reject);
  });
  socket.setNoDelay(true);
  return socket;
}

/** A file with the given bytes, for as long as `use` takes. */
export async function withFile(bytes: Uint8Array, use: (path: string) => Promise<void>): Promise<void> {
  const files: {
    mkdtemp(prefix: string): Promise<string>;
    writeFile(path: string, bytes: Uint8Array): Promise<void>;
    rm(path: string, options: { recursive: boolean }): Promise<void>;
  } = await builtin('fs/promises');
  const os: { tmpdir(): string } = await builtin('os');
  const folder = await files.mkdtemp(`${os.tmpdir()}/tsgi-conformance-`);
  try {
    await files.writeFile(`${folder}/file`, bytes);
    await use(`${folder}/file`);
  } finally {
    await files.rm(folder, { recursive: true });
  }
}

/** Named at run time, so that this package compiles, and loads, where there is no Node. */
async function builtin<Module>(name: string): Promise<Module> {
  return (await import(/* @vite-ignore */ `node:${name}`)) as Module;
}
