import { manifests } from './manifest.ts';
import { importsOf, parse } from './module.ts';
import type { Files, Rule } from './rule.ts';
import { sources } from './tree.ts';

/** Each package's floor. A package stands on those below it, never on one beside it. */
export const FLOORS: Readonly<Record<string, number>> = {
  contract: 0,
  http: 1,
  serving: 1,
  server: 2,
  node: 2,
  fetch: 2,
  validator: 2,
  web: 2,
  static: 2,
  logging: 2,
  router: 3,
  sessions: 3,
  testing: 3,
  tsgi: 4,
};

/** The workspace package that a specifier names (`@tsgi/http/dates` → `http`), if it names one. */
export function workspacePackage(specifier: string): string | undefined {
  return /^@tsgi\/([^/]+)/.exec(specifier)?.[1] ?? /^(tsgi)(?:\/|$)/.exec(specifier)?.[1];
}

function breach(from: string, to: string): string | undefined {
  const floor = FLOORS[from];
  const other = FLOORS[to];
  if (floor === undefined) return `packages/${from} has no floor: give it one in test/architecture/floors.ts`;
  if (other === undefined) return `there is no package ${to}`;
  return other < floor ? undefined : `${from} (floor ${floor}) may not import ${to} (floor ${other})`;
}

function check(files: Files): string[] {
  const findings = new Set<string>();
  const note = (path: string, from: string, specifier: string): void => {
    const to = workspacePackage(specifier);
    const problem = to === undefined ? undefined : breach(from, to);
    if (problem !== undefined) findings.add(`${path}: ${problem}`);
  };
  for (const [folder, { path, needs }] of manifests(files)) {
    const name = /^packages\/([^/]+)$/.exec(folder)?.[1];
    if (name === undefined) continue;
    if (FLOORS[name] === undefined) findings.add(`${path}: has no floor in test/architecture/floors.ts`);
    for (const need of Object.keys(needs)) note(path, name, need);
  }
  for (const { path, text, place } of sources(files)) {
    for (const { specifier } of importsOf(parse(path, text))) note(path, place.package, specifier);
  }
  return [...findings];
}

export const floors: Rule = {
  sentence: 'a package imports only from floors below its own',
  check,
  breaks: [
    {
      refuses: 'an import from a floor above',
      files: { 'packages/http/src/a.ts': `import { serve } from '@tsgi/server';` },
      finding: 'http (floor 1) may not import server (floor 2)',
    },
    {
      refuses: 'an import from the same floor, of a type too',
      files: { 'packages/web/src/a.ts': `import type { Server } from '@tsgi/server';` },
      finding: 'web (floor 2) may not import server (floor 2)',
    },
    {
      refuses: 'an export from a floor above',
      files: { 'packages/contract/src/a.ts': `export { etag } from '@tsgi/http/etag';` },
      finding: 'contract (floor 0) may not import http (floor 1)',
    },
    {
      refuses: 'a dynamic import from a floor above',
      files: { 'packages/server/src/a.ts': `export const all = () => import('tsgi');` },
      finding: 'server (floor 2) may not import tsgi (floor 4)',
    },
    {
      refuses: 'a dependency on a floor above, imported or not',
      files: { 'packages/http/package.json': `{ "peerDependencies": { "@tsgi/web": "workspace:*" } }` },
      finding: 'http (floor 1) may not import web (floor 2)',
    },
    {
      refuses: 'a package without a floor',
      files: { 'packages/attic/package.json': `{ "name": "@tsgi/attic" }` },
      finding: 'has no floor',
    },
  ],
  passes: [
    {
      allows: 'an import from a floor below',
      files: {
        'packages/server/package.json': `{ "dependencies": { "@tsgi/contract": "workspace:*" } }`,
        'packages/server/src/a.ts': `import { compose } from '@tsgi/contract';`,
      },
    },
    {
      allows: 'a test to import anything',
      files: { 'packages/contract/test/a.test.ts': `import { validate } from '@tsgi/validator';` },
    },
  ],
};
