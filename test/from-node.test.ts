/** An Express and a Koa application are the same on every server: `fromNode` needs no server of Node's under it. */

import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

import type { Seen } from './from-node/ask-frameworks.ts';
import { COMMANDS } from './servers/runtime.ts';

const root = path.dirname(import.meta.dirname);
const program = path.join(import.meta.dirname, 'from-node/ask-frameworks.ts');

const expected: Seen = {
  where: '200 {"url":"/where?q","baseUrl":"/express","originalUrl":"/express/where?q","ip":"127.0.0.1"}',
  redirect: '302 to where, with a=1; Path=/ and b=2; Path=/',
  json: '200 {"a":1}',
  streamed: '200 {"a":1}',
  form: '200 {"a":"1","b":{"c":"2"}}',
  echo: '200 10485760 bytes',
  file: '206 "name"',
  unread: '200 end, close',
  failed: '500',
  cutOff: 'cut off',
  left: 'request and response closed',
  koa: '201 koa has koa of /x',
};

test.each<[string, string, readonly string[]]>([
  ['server', process.execPath, []],
  ['node', process.execPath, []],
  ['bun', COMMANDS.bun[0], COMMANDS.bun.slice(1)],
  ['deno', COMMANDS.deno[0], COMMANDS.deno.slice(1)],
])('is so on %s', { timeout: 60_000 }, async (server, command, args) => {
  const { stdout } = await promisify(execFile)(command, [...args, program, server], { cwd: root });
  expect(JSON.parse(stdout)).toEqual(expected);
});
