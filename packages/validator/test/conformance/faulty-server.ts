/** The reference server with a fault put into it, to see that the cases see it: one that cannot fail proves nothing. */

import { connect, createServer, type AddressInfo, type Server as Listener } from 'node:net';

import type { Application } from '@tsgi/contract';
import { serve } from '@tsgi/server';
import { expect, test } from 'vitest';

import { runnableCase, type ServerCase } from '../../src/conformance/server-case.ts';
import type { RunningServer, Start } from '../../src/conformance/stage.ts';

/** What is wrong: with how applications are called and heard, or with the bytes of either direction. */
export type Fault =
  | ((app: Application) => Application)
  | { readonly answers: (text: string) => string }
  | { readonly requests: (text: string) => string }
  | { readonly start: Start };

/** How long a case may wait in vain for what a fault withholds. */
const FAULTY_MS = 400;

/** A test for each case named: it fails on a server with that fault, and says so with its name and rules. */
export function testFaults(cases: readonly ServerCase[], faults: Readonly<Record<string, Fault>>): void {
  test('has names that are sentences about a server, and each once', () => {
    const names = cases.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z]\w+[ ,]/.test(name))).toEqual([]);
  });

  test.each(Object.entries(faults))('sees a server that no longer %s', async (name, fault) => {
    const found = cases.find((each) => each.name === name);
    if (found === undefined) throw new Error(`there is no case "${name}"`);
    const broken = runnableCase('', found, startWith(fault), FAULTY_MS).run();
    await expect(broken).rejects.toThrow(`the server ${name}: `);
    await expect(broken).rejects.toThrow(`(${found.rules.join(', ')})\n`);
  });
}

function startWith(fault: Fault): Start {
  if (typeof fault === 'function') return (app, options) => serve(fault(app), { port: 0, ...options });
  if ('start' in fault) return fault.start;
  return async (app, options) => new Proxied(await serve(app, { port: 0, ...options }), fault).listening();
}

const same = (text: string): string => text;

/** A server behind a wire that changes what passes. */
class Proxied implements RunningServer {
  url = '';
  readonly #server: RunningServer & { readonly port: number };
  readonly #listener: Listener;

  constructor(
    server: RunningServer & { readonly port: number },
    fault: Partial<Record<string, (text: string) => string>>,
  ) {
    this.#server = server;
    const { answers = same, requests = same } = fault;
    this.#listener = createServer({ allowHalfOpen: true }, (client) => {
      const upstream = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
      client.on('data', (bytes) => upstream.write(Buffer.from(requests(bytes.toString('latin1')), 'latin1')));
      upstream.on('data', (bytes) => client.write(Buffer.from(answers(bytes.toString('latin1')), 'latin1')));
      client.on('end', () => upstream.end());
      upstream.on('end', () => client.end());
      client.on('error', () => upstream.destroy());
      client.on('close', () => upstream.destroy());
      upstream.on('error', () => client.destroy());
      upstream.on('close', () => client.destroy());
    });
  }

  async listening(): Promise<this> {
    await new Promise<void>((resolve) => this.#listener.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#listener.address() as AddressInfo).port}`;
    return this;
  }

  async close(options?: { readonly graceMs?: number }): Promise<void> {
    this.#listener.close();
    await this.#server.close(options);
  }
}
