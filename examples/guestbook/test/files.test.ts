/** What people have on their machines takes files in parts: from the folder of photos, as `npm start` serves it. */

import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { requireProgram } from '../../../test/require-program.ts';
import { type RunningExample, startExample } from '../../../test/start-example.ts';
import { TestBrowser } from '../../../test/test-browser.ts';

const run = promisify(execFile);

const LARGE = randomBytes(3_000_000);
const HAVE = 1_234_567;

let data: string;
let photos: string;
let own: string;
let guestbook: RunningExample;

beforeAll(async () => {
  data = await mkdtemp(path.join(tmpdir(), 'tsgi-guestbook-files-'));
  own = await mkdtemp(path.join(tmpdir(), 'tsgi-downloads-'));
  photos = path.join(data, 'photos');
  await mkdir(photos);
  await writeFile(path.join(photos, 'large.bin'), LARGE);
  guestbook = await startExample('guestbook', { DATA: data });
}, 30_000);

afterAll(async () => {
  await guestbook.stop('SIGKILL');
  for (const folder of [data, own]) await rm(folder, { recursive: true, force: true });
});

/** A file of which a part has been downloaded. */
async function begun(name: string, length: number): Promise<string> {
  const file = path.join(own, name);
  await writeFile(file, LARGE.subarray(0, length));
  return file;
}

describe('curl -C -', () => {
  test('takes what is missing', async ({ skip }) => {
    const curl = requireProgram('curl', skip);
    const file = await begun('curl.bin', HAVE);
    const said = '%{http_code} %{size_download}';
    const { stdout } = await run(curl, ['-sS', '-C', '-', '-w', said, '-o', file, `${guestbook.url}/photos/large.bin`]);
    expect(stdout).toBe(`206 ${LARGE.length - HAVE}`);
    expect((await readFile(file)).equals(LARGE)).toBe(true);
  });

  test('begins anew where nothing is there', async ({ skip }) => {
    const curl = requireProgram('curl', skip);
    const file = path.join(own, 'curl-new.bin');
    await run(curl, ['-sS', '-C', '-', '-o', file, `${guestbook.url}/photos/large.bin`]);
    expect((await readFile(file)).equals(LARGE)).toBe(true);
  });
});

describe('wget -c', () => {
  test('takes what is missing, and nothing when that is done', async ({ skip }) => {
    const wget = requireProgram('wget', skip);
    const file = await begun('large.bin', HAVE);
    const get = [wget, ['-c', '-nv', '-S', `${guestbook.url}/photos/large.bin`], { cwd: own }] as const;
    const { stderr } = await run(...get);
    expect(stderr).toContain('HTTP/1.1 206 Partial Content');
    expect(stderr).toContain(`Content-Range: bytes ${HAVE}-${LARGE.length - 1}/${LARGE.length}`);
    expect((await readFile(file)).equals(LARGE)).toBe(true);

    const again = await run(...get);
    expect(again.stderr).toContain('HTTP/1.1 416 ');
    expect((await readFile(file)).equals(LARGE)).toBe(true);
  });
});

/**
 * A film of five minutes, half red and half blue, and what makes it large is its sound. It says at its end what lies where, so
 * that a browser has to go there before it can play anything.
 */
const FILM =
  '-v error -f lavfi -i color=red:s=64x64:r=1:d=150 -f lavfi -i color=blue:s=64x64:r=1:d=150 -f lavfi -i anoisesrc=d=300 ' +
  '-filter_complex [0][1]concat -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 10 -c:a flac -strict -2';

/** Goes to a second of the video, and tells of which colour it is there, when the browser has the picture. */
const seek = (second: number): string => `(async () => {
  const video = document.querySelector('video');
  video.pause();
  const shown = new Promise((resolve) => {
    const look = (now, { mediaTime }) =>
      Math.abs(mediaTime - ${second}) <= 1 ? resolve() : video.requestVideoFrameCallback(look);
    video.requestVideoFrameCallback(look);
  });
  video.currentTime = ${second};
  await shown;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  context.drawImage(video, 0, 0, 1, 1);
  const [red, , blue] = context.getImageData(0, 0, 1, 1).data;
  return { at: video.currentTime, colour: red > blue ? 'red' : 'blue' };
})()`;

test('a browser goes to any place of a video', { timeout: 60_000 }, async ({ skip }) => {
  const ffmpeg = requireProgram('ffmpeg', skip);
  const browser = await TestBrowser.launch(skip);
  try {
    await run(ffmpeg, [...FILM.split(' '), path.join(photos, 'film.mp4')]);
    const context = await browser.person();
    const ranges: string[] = [];
    context.on('response', (response) => ranges.push(response.headers()['content-range'] ?? ''));
    const page = await browser.open(`${guestbook.url}/photos/film.mp4`, context);
    await page.waitForFunction('document.querySelector("video")?.readyState >= 1');
    expect(await page.evaluate('document.querySelector("video").duration')).toBeCloseTo(300, 0);
    for (const [second, colour] of [
      [250, 'blue'],
      [20, 'red'],
      [180, 'blue'],
    ] as const) {
      expect(await page.evaluate(seek(second))).toEqual({ at: second, colour });
    }
    // It has not had all of it first.
    expect(ranges).toContainEqual(expect.stringMatching(/^bytes [1-9]/));
  } finally {
    await browser.close();
  }
});
