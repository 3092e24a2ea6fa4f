import path from 'node:path';

import { workspacePackage } from './floors.ts';
import { manifests } from './manifest.ts';
import { importsOf, parse } from './module.ts';
import type { Files, Rule } from './rule.ts';
import { sources } from './tree.ts';

type Graph = Map<string, Set<string>>;

/**
 * Which file needs which others to be loaded. An erased import is no edge: two types may speak of each other (an
 * application takes an environ, an environ's capability makes a body), two modules may not wait for each other.
 */
function fileGraph(files: Files): Graph {
  return new Map(
    sources(files).map(({ path: file, text }) => {
      const loaded = importsOf(parse(file, text)).filter(
        ({ erased, specifier }) => !erased && specifier.startsWith('.'),
      );
      return [file, new Set(loaded.map(({ specifier }) => path.posix.join(path.posix.dirname(file), specifier)))];
    }),
  );
}

/** Which package knows which others: by its manifest or by any import, erased or not. */
function packageGraph(files: Files): Graph {
  const graph: Graph = new Map();
  const add = (from: string, specifier: string): void => {
    const to = workspacePackage(specifier);
    const edges = graph.get(from) ?? new Set();
    graph.set(from, edges);
    if (to !== undefined) edges.add(to);
  };
  for (const [folder, { needs }] of manifests(files)) {
    if (folder.startsWith('packages/')) for (const need of Object.keys(needs)) add(path.posix.basename(folder), need);
  }
  for (const { path: file, text, place } of sources(files)) {
    for (const { specifier } of importsOf(parse(file, text))) add(place.package, specifier);
  }
  return graph;
}

/** One ring for each way back that a depth-first walk meets. */
function rings(graph: Graph): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const walk = (node: string, trail: readonly string[]): void => {
    const start = trail.indexOf(node);
    if (start >= 0) found.push([...trail.slice(start), node]);
    if (start >= 0 || done.has(node)) return;
    for (const next of graph.get(node) ?? []) walk(next, [...trail, node]);
    done.add(node);
  };
  for (const node of graph.keys()) walk(node, []);
  return found;
}

export const cycles: Rule = {
  sentence: 'no file and no package waits for itself',
  check: (files) => [...rings(fileGraph(files)), ...rings(packageGraph(files))].map((ring) => ring.join(' → ')),
  breaks: [
    {
      refuses: 'two files that import each other',
      files: {
        'packages/http/src/a.ts': `import { b } from './in/b.ts';`,
        'packages/http/src/in/b.ts': `export { a } from '../a.ts';`,
      },
      finding: 'packages/http/src/a.ts → packages/http/src/in/b.ts → packages/http/src/a.ts',
    },
    {
      refuses: 'a file that imports its own index, which leads back to it',
      files: {
        'packages/http/src/a.ts': `import { b } from './index.ts';`,
        'packages/http/src/index.ts': `export { a } from './a.ts';`,
      },
      finding: 'packages/http/src/a.ts → packages/http/src/index.ts → packages/http/src/a.ts',
    },
    {
      refuses: 'two packages that know each other, one by its manifest, one by a type',
      files: {
        'packages/http/package.json': `{ "dependencies": { "@tsgi/web": "workspace:*" } }`,
        'packages/web/src/a.ts': `import type { ETag } from '@tsgi/http';`,
      },
      finding: 'http → web → http',
    },
  ],
  passes: [
    {
      allows: 'types that speak of each other',
      files: {
        'packages/http/src/a.ts': `import type { B } from './b.ts'; export interface A { b: B }`,
        'packages/http/src/b.ts': `import type { A } from './a.ts'; export interface B { a: A }`,
      },
    },
    {
      allows: 'two ways to the same file',
      files: {
        'packages/http/src/a.ts': `import './b.ts'; import './c.ts';`,
        'packages/http/src/b.ts': `import './c.ts';`,
        'packages/http/src/c.ts': '',
      },
    },
  ],
};
