/** The files of the runtime. */

import { builtIn, type FileSystem } from './built-in.ts';
import { type Deno, DenoFileSystem } from './deno-file-system.ts';

let deno: FileSystem | undefined;

/** `undefined` where there are none. */
export function fileSystem(): FileSystem | undefined {
  const fs = builtIn('node:fs');
  const { Deno: runtime } = globalThis as { readonly Deno?: Deno };
  if (runtime === undefined || fs === undefined) return fs;
  return (deno ??= new DenoFileSystem(runtime, fs));
}
