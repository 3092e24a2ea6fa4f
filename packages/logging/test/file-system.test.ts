import fs from 'node:fs';

import { afterEach, expect, test, vi } from 'vitest';

import { DenoFileSystem } from '../src/deno-file-system.ts';
import { fileSystem } from '../src/file-system.ts';
import { elsewhere } from './elsewhere.ts';

afterEach(() => void vi.unstubAllGlobals());

test('is that of Node, where the runtime has it', () => {
  expect(fileSystem()).toBe(fs);
});

test('is nothing where the runtime has no files', () => {
  expect(elsewhere(fileSystem)).toBeUndefined();
});

test("is Deno's own on Deno, one for all", () => {
  vi.stubGlobal('Deno', { stdout: {} });
  expect(fileSystem()).toBeInstanceOf(DenoFileSystem);
  expect(fileSystem()).toBe(fileSystem());
});
