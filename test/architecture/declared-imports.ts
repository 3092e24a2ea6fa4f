import { manifests } from './manifest.ts';
import { importsOf, parse } from './module.ts';
import type { Files, Rule } from './rule.ts';
import { sources } from './tree.ts';

/** The package that a bare specifier names: `@scope/name/file` → `@scope/name`. */
function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function check(files: Files): string[] {
  const all = manifests(files);
  return sources(files).flatMap(({ path, text, place }) => {
    const needs = all.get(`packages/${place.package}`)?.needs ?? {};
    return importsOf(parse(path, text)).flatMap(({ specifier }) => {
      if (specifier.startsWith('.')) {
        const inside = new URL(specifier, `file:///${path}`).pathname.startsWith(`/packages/${place.package}/src/`);
        return inside ? [] : [`${path}: '${specifier}' leads out of the package's src`];
      }
      if (specifier.startsWith('node:') || packageName(specifier) in needs) return [];
      return [`${path}: '${specifier}' is not in the dependencies of the package`];
    });
  });
}

export const declaredImports: Rule = {
  sentence: 'a source imports from its own src and from the dependencies its package declares',
  check,
  breaks: [
    {
      refuses: 'a dependency that only the workspace has',
      files: { 'packages/http/package.json': '{}', 'packages/http/src/a.ts': `import { x } from '@tsgi/contract';` },
      finding: `'@tsgi/contract' is not in the dependencies`,
    },
    {
      refuses: 'a relative path into another package',
      files: { 'packages/http/src/a.ts': `import { x } from '../../contract/src/x.ts';` },
      finding: `leads out of the package's src`,
    },
    {
      refuses: 'a module of Node without its node: prefix',
      files: { 'packages/server/src/a.ts': `import { createServer } from 'net';` },
      finding: `'net' is not in the dependencies`,
    },
  ],
  passes: [
    {
      allows: 'a subpath of a dependency, and a peer',
      files: {
        'packages/web/package.json': `{ "dependencies": { "@tsgi/http": "workspace:*" }, "peerDependencies": { "pino": "10.0.0" } }`,
        'packages/web/src/a.ts': `import { x } from '@tsgi/http/dates'; import pino from 'pino'; import './b.ts';`,
      },
    },
  ],
};
