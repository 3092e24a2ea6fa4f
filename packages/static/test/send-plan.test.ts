import { open } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { disposeBody, type Body, type Chunk, type FileRange, type OpenFile } from '@tsgi/contract';
import { environ } from '@tsgi/testing';

import type { AnswerPlan } from '../src/answer-plan.ts';
import { FileStamp } from '../src/file-stamp.ts';
import { Representation } from '../src/representation.ts';
import { needsFile, sendContent, sendFile } from '../src/send-plan.ts';
import { makeFolder } from './folder.ts';

const CONTENT = new TextEncoder().encode('0123456789');
const whole: AnswerPlan = { status: '200 OK', headers: [], ranges: [{ start: 0, end: 10 }] };
const part: AnswerPlan = { status: '206 Partial Content', headers: [['A', 'b']], ranges: [{ start: 2, end: 5 }] };
const none: AnswerPlan = { status: '304 Not Modified', headers: [], ranges: [] };

function representation(content?: Uint8Array): Representation {
  const made = new Representation(
    'a',
    'identity',
    new FileStamp({ dev: 1n, ino: 2n, size: 10n, mtimeNs: 4n, ctimeNs: 5n }),
  );
  made.content = content;
  return made;
}

test('needs a file for bytes that are not in memory only', () => {
  expect(needsFile(environ(), whole, representation())).toBe(true);
  expect(needsFile(environ(), whole, representation(CONTENT))).toBe(false);
  expect(needsFile(environ(), none, representation())).toBe(false);
  expect(needsFile(environ({ REQUEST_METHOD: 'HEAD' }), whole, representation())).toBe(false);
});

test('sends what is in memory as it is, or a part of it, or nothing', () => {
  const heads: unknown[] = [];
  const send = (plan: AnswerPlan, method = 'GET'): Body =>
    sendContent(plan, representation(CONTENT), environ({ REQUEST_METHOD: method }), (...head) => void heads.push(head));
  expect((send(whole) as Chunk[])[0]).toBe(CONTENT);
  expect(send(part)).toEqual([CONTENT.subarray(2, 5)]);
  expect(send(none)).toEqual([]);
  expect(send(whole, 'HEAD')).toEqual([]);
  expect(heads).toEqual([
    ['200 OK', []],
    ['206 Partial Content', [['A', 'b']]],
    ['304 Not Modified', []],
    ['200 OK', []],
  ]);
});

test('sends a file through the server’s own wrapper, or without one', async () => {
  await using folder = await makeFolder({ a: CONTENT });
  const given: unknown[] = [];
  const wrapper = (file: string | OpenFile, range?: FileRange): Body => {
    given.push(range);
    return Object.assign(['wrapped'], { [Symbol.asyncDispose]: async () => (file as OpenFile).close() });
  };
  for (const wrap of [wrapper, undefined]) {
    const file = await open(folder.to('a'));
    const opened = { file, stamp: new FileStamp(await file.stat({ bigint: true })) };
    const environs = wrap === undefined ? environ() : environ({ 'tsgi.file_wrapper': wrap });
    const body = sendFile(part, opened, representation(), environs, () => {});
    let text = '';
    for await (const chunk of body) text += typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk);
    await disposeBody(body);
    expect(text).toBe(wrap === undefined ? '234' : 'wrapped');
    expect(file.fd).toBe(-1);
  }
  expect(given).toEqual([{ start: 2, end: 5 }]);
});
