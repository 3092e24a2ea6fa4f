import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

import type { FormPart } from '@tsgi/web';

import type { Problems } from './field.ts';

/** What begins a file of each kind that is taken. The name and the type that a client gives prove nothing. */
const KINDS: readonly (readonly [extension: string, signature: RegExp])[] = [
  ['png', /^\x89PNG\r\n/],
  ['jpg', /^\xff\xd8\xff/],
  ['gif', /^GIF8[79]a/],
  ['webp', /^RIFF[^]{4}WEBP/],
];

/** The most bytes of a photo. */
export const MOST_BYTES = 5_000_000;

/** Writes a photo to the disk while it arrives, and gives its file's name; what is none is a problem of the field. */
export async function savePhoto(folder: string, part: FormPart, problems: Problems): Promise<string | null> {
  const id = randomUUID();
  const unfinished = path.join(folder, `.${id}`);
  const file = await open(unfinished, 'wx');
  try {
    let [start, size] = ['', 0];
    for await (const chunk of part) {
      if (start.length < 12) start += Buffer.from(chunk).toString('latin1', 0, 12);
      if ((size += chunk.length) <= MOST_BYTES) await file.writeFile(chunk);
    }
    const extension = KINDS.find(([, signature]) => signature.test(start))?.[0];
    if (extension === undefined) problems['photo'] = 'A photo has to be a PNG, JPEG, GIF or WebP file.';
    else if (size > MOST_BYTES) problems['photo'] = 'A photo may have up to 5 MB.';
    if (problems['photo'] !== undefined) return null;
    await file.sync();
    await rename(unfinished, path.join(folder, `${id}.${extension}`));
    return `${id}.${extension}`;
  } finally {
    await file.close();
    await rm(unfinished, { force: true });
  }
}

export function removePhoto(folder: string, name: string | null): Promise<void> {
  return name === null ? Promise.resolve() : rm(path.join(folder, name), { force: true });
}
