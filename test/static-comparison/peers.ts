/** Who is asked: each is a program that serves the folder which it is given. */

import path from 'node:path';

import type { Contestant } from '../comparison/contestant.ts';

/** A server of files. */
export interface Peer extends Contestant {
  readonly program: string;
}

/** TSGI first. */
export const peers: readonly Peer[] = [
  peer('TSGI', 'tsgi', []),
  peer('serve-static', 'serve-static', ['serve-static', 'express']),
  peer('sirv', 'sirv', ['sirv']),
  peer('Fastify', 'fastify-static', ['@fastify/static', 'fastify']),
  peer('Koa', 'koa-static', ['koa-static', 'koa']),
  peer('Hono', 'hono', ['@hono/node-server', 'hono']),
  peer('srvx', 'srvx', ['srvx']),
  peer('Remix', 'remix', ['@remix-run/static-middleware', '@remix-run/fetch-router', '@remix-run/node-fetch-server']),
  peer('h3', 'h3', ['h3']),
];

function peer(name: string, file: string, packages: readonly string[]): Peer {
  return { name, packages, program: path.join(import.meta.dirname, 'peers', `${file}.ts`) };
}
