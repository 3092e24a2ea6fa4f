import { execFileSync } from 'node:child_process';
import { rename, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { RootFolder } from '../src/root-folder.ts';
import { type Folder, makeFolder } from './folder.ts';

let folder: Folder;

beforeAll(async () => {
  folder = await makeFolder({
    'root/a.txt': 'inside',
    'root/folder/b.txt': 'deeper',
    'rootling/c.txt': 'beside',
    'outside/secret.txt': 'outside',
  });
  await folder.link('root/inner', 'folder/b.txt');
  await folder.link('root/inner-folder', 'folder');
  await folder.link('root/up', '../outside/secret.txt');
  await folder.link('root/beside', '../rootling/c.txt');
  await folder.link('root/absolute', folder.to('outside/secret.txt'));
  await folder.link('root/up-folder', '../outside');
  await folder.link('root/loop', 'loop');
  await folder.link('root/nowhere', 'nothing');
  await folder.link('root/through', 'up-folder/../outside/secret.txt');
});
afterAll(async () => folder[Symbol.asyncDispose]());

async function contentOf(root: RootFolder, name: string): Promise<string | undefined> {
  const opened = await root.open(name);
  if (opened === undefined) return undefined;
  try {
    return (await opened.file.readFile()).toString();
  } finally {
    await opened.file.close();
  }
}

describe.each([
  ['where the system says to which file a descriptor belongs', true],
  ['where it does not', false],
])('%s', (_, descriptors) => {
  const rootOf = (confined: boolean): RootFolder => new RootFolder(folder.to('root'), confined, descriptors);
  const skip = descriptors && process.platform !== 'linux';

  test.skipIf(skip).each([
    ['a.txt', 'inside'],
    ['folder/b.txt', 'deeper'],
    ['inner', 'deeper'],
    ['inner-folder/b.txt', 'deeper'],
  ])('opens %s, which is below the root', async (name, content) => {
    expect(await contentOf(rootOf(true), name)).toBe(content);
    expect(await rootOf(true).reaches(name)).toBe(true);
  });

  test.skipIf(skip).each(['up', 'absolute', 'beside', 'up-folder/secret.txt', 'through'])(
    'does not open %s, which is outside, unless links are followed',
    async (name) => {
      expect(await contentOf(rootOf(true), name)).toBeUndefined();
      expect(await rootOf(true).reaches(name)).toBe(false);
      expect(await contentOf(rootOf(false), name)).toMatch(/outside|beside/);
      expect(await rootOf(false).reaches(name)).toBe(true);
    },
  );

  test.skipIf(skip).each(['loop', 'nowhere', 'missing', 'a.txt/b', 'a'.repeat(300), 'folder', ''])(
    'finds no file at %j',
    async (name) => {
      expect(await contentOf(rootOf(true), name)).toBeUndefined();
    },
  );

  test.skipIf(skip)('lists a folder below the root, and none outside', async () => {
    expect((await rootOf(true).list('folder/'))?.toSorted()).toEqual(['b.txt']);
    expect(await rootOf(true).list('inner-folder')).toEqual(['b.txt']);
    expect(await rootOf(true).list('up-folder')).toBeUndefined();
    expect(await rootOf(true).list('a.txt')).toBeUndefined();
    expect(await rootOf(true).list('missing')).toBeUndefined();
    expect(await rootOf(false).list('up-folder')).toEqual(['secret.txt']);
  });

  test.skipIf(skip)('opens what is below a root that is a link, also when that leads elsewhere later', async () => {
    await using releases = await makeFolder({ '1/a': 'one', '2/a': 'two' });
    await releases.link('current', '1');
    const root = new RootFolder(releases.to('current'), true, descriptors);
    expect(await contentOf(root, 'a')).toBe('one');
    await releases.link('next', '2');
    await rename(releases.to('next'), releases.to('current'));
    expect(await contentOf(root, 'a')).toBe('two');
  });

  test.skipIf(skip)('reads nothing outside while a link is turned to and fro', async () => {
    await using place = await makeFolder({ 'root/in/a': 'inside', 'out/a': 'outside' });
    const root = new RootFolder(place.to('root'), true, descriptors);
    await symlink('in', place.to('root/link'));
    const over = new AbortController();
    const turning = (async () => {
      for (let turn = 0; !over.signal.aborted; turn++) {
        await symlink(turn % 2 === 0 ? '../out' : 'in', place.to('root/next'));
        await rename(place.to('root/next'), place.to('root/link'));
      }
    })();
    const seen = new Map<string | undefined, number>();
    for (let i = 0; i < 400; i++) {
      const content = await contentOf(root, 'link/a');
      seen.set(content, (seen.get(content) ?? 0) + 1);
    }
    over.abort();
    await turning;
    expect(seen.has('outside')).toBe(false);
    expect(seen.get('inside')).toBeGreaterThan(0);
  });
});

test('says what is there, links followed, and of nothing that there is nothing', async () => {
  const root = new RootFolder(folder.to('root'), true);
  expect((await root.stat('inner'))?.size).toBe(6n);
  expect((await root.stat('folder'))?.isDirectory()).toBe(true);
  expect(await root.stat('missing')).toBeUndefined();
  expect(await root.stat('loop')).toBeUndefined();
});

describe.skipIf(process.platform === 'win32')('never waits at', () => {
  test('a FIFO that nobody writes to', async () => {
    execFileSync('mkfifo', [folder.to('root/fifo')]);
    expect(await contentOf(new RootFolder(folder.to('root'), true), 'fifo')).toBeUndefined();
  });

  test('a device', async () => {
    expect(await contentOf(new RootFolder('/dev', false), 'tty')).toBeUndefined();
    expect(await contentOf(new RootFolder('/dev', false), 'zero')).toBeUndefined();
  });

  test('a socket', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(folder.to('root/socket'), resolve));
    expect(await contentOf(new RootFolder(folder.to('root'), true), 'socket')).toBeUndefined();
    await new Promise((resolve) => server.close(resolve));
  });
});

test('refuses a root that is no directory', async () => {
  expect(() => new RootFolder(folder.to('root/a.txt'), true)).toThrow('ENOTDIR');
  expect(() => new RootFolder(folder.to('missing'), true)).toThrow('ENOENT');
});

test('finds nothing when its root has gone', async () => {
  await using place = await makeFolder({ 'root/a': 'here' });
  const root = new RootFolder(place.to('root'), true);
  await rm(place.to('root'), { recursive: true });
  expect(await contentOf(root, 'a')).toBeUndefined();
  expect(await root.reaches('a')).toBe(false);
});
