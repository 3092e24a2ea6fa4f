/** The folder that is served, and what lies beside it and must stay there. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';

/** The content of `/hello.txt`: a range can be read off it. */
export const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';

/** What lies outside of the root: no answer may hold it. */
export const SECRET = 'swordfish';

/** The script that has compressed siblings, in each of its encodings, one character a byte. */
export const SCRIPT = `// ${'compressible '.repeat(200)}\n`;
export const ENCODED: Readonly<Record<'br' | 'gzip' | 'zstd', string>> = {
  br: brotliCompressSync(SCRIPT).toString('latin1'),
  gzip: gzipSync(SCRIPT).toString('latin1'),
  zstd: zstdCompressSync(SCRIPT).toString('latin1'),
};

/** When every file was last written: long ago, so that a date is as good as a strong ETag (RFC 9110 §8.8.2.2). */
export const WRITTEN = new Date('2026-01-02T03:04:05Z');

const FILES: Readonly<Record<string, string>> = {
  'hello.txt': ALPHABET,
  'empty.txt': '',
  'page.html': '<!doctype html><title>Page</title>',
  'module.mjs': 'export {};',
  'data.json': '{}',
  'picture.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'film.mp4': 'not a film',
  'unknown.xyzzy': 'unknown',
  'no-extension': 'none',
  'app-5e884898da280471.js': '// named by its content',
  'a b & c.txt': 'spaces',
  '你好.txt': '你好',
  '100%.txt': 'per cent',
  '%41.txt': 'escaped',
  'index.html': 'the index of all',
  'docs/index.html': 'the index of docs',
  'docs/hello.txt': 'hello of docs',
  'bare/unlisted.txt': 'not to be listed',
  'evil.example/index.html': 'a folder with the name of a host',
  '.env': SECRET,
  '.git/config': SECRET,
  'docs/.hidden': SECRET,
  '.well-known/security.txt': 'Contact: mailto:security@site.example',
  'script.js': SCRIPT,
  'replaced.txt': 'old',
  'rewritten.txt': 'old',
};

/** More than two sockets hold: a server has not sent all of it when a client has the first bytes. */
export const BIG = 24 * 2 ** 20;

/** Makes the folder below `parent`, and returns its path. */
export function makeFolder(parent: string): string {
  const root = path.join(parent, 'site');
  for (const [name, content] of Object.entries(FILES)) write(path.join(root, name), content);
  write(path.join(root, 'script.js.br'), ENCODED.br);
  write(path.join(root, 'script.js.gz'), ENCODED.gzip);
  write(path.join(root, 'script.js.zst'), ENCODED.zstd);
  // In the same second as the other, and as long.
  write(path.join(root, 'tagged/one.txt'), 'one', 0.001);
  write(path.join(root, 'tagged/two.txt'), 'two', 0.002);
  for (const name of ['shrinking.bin', 'growing.bin', 'moving.bin']) {
    write(path.join(root, name), '');
    truncateSync(path.join(root, name), BIG);
  }
  write(path.join(parent, 'secret.txt'), SECRET);
  // Its path begins with the root's.
  write(path.join(parent, 'site-private/secret.txt'), SECRET);
  symlinkSync('../secret.txt', path.join(root, 'link-out.txt'));
  symlinkSync('../site-private', path.join(root, 'folder-out'));
  symlinkSync('hello.txt', path.join(root, 'link-in.txt'));
  symlinkSync('/dev/zero', path.join(root, 'device'));
  execFileSync('mkfifo', [path.join(root, 'pipe')]);
  return root;
}

/** Writes a file as one that was written at `WRITTEN`, or so many seconds later. */
export function write(file: string, content: string | Buffer, secondsLater = 0): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(
    file,
    typeof content === 'string' && /^[\0-\xff]*$/.test(content) ? Buffer.from(content, 'latin1') : content,
  );
  const seconds = WRITTEN.getTime() / 1000 + secondsLater;
  utimesSync(file, seconds, seconds);
}
