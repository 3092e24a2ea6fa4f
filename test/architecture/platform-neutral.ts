import { isBuiltin } from 'node:module';

import { importsOf, parse } from './module.ts';
import type { Files, Rule } from './rule.ts';
import { sources } from './tree.ts';

/** The packages that run on every JavaScript runtime, Workers among them. */
const NEUTRAL = new Set(['contract', 'http', 'logging', 'router', 'serving', 'sessions', 'web']);

function check(files: Files): string[] {
  return sources(files)
    .filter(({ place }) => NEUTRAL.has(place.package))
    .flatMap(({ path, text }) =>
      importsOf(parse(path, text))
        .filter(({ specifier }) => isBuiltin(specifier))
        .map(({ specifier }) => `${path}: imports '${specifier}', and has to run without Node`),
    );
}

export const platformNeutral: Rule = {
  sentence: 'a platform-neutral package imports nothing of Node',
  check,
  breaks: [
    {
      refuses: 'a node: import',
      files: { 'packages/http/src/a.ts': `import { createHash } from 'node:crypto';` },
      finding: `imports 'node:crypto'`,
    },
    {
      refuses: 'a type of Node',
      files: { 'packages/web/src/a.ts': `export type B = import('node:buffer').Buffer;` },
      finding: `imports 'node:buffer'`,
    },
    {
      refuses: 'a dynamic import of Node',
      files: { 'packages/router/src/a.ts': `export const fs = () => import('fs');` },
      finding: `imports 'fs'`,
    },
  ],
  passes: [
    { allows: 'a package with a platform to use it', files: { 'packages/server/src/a.ts': `import 'node:net';` } },
  ],
};
