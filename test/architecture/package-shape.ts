import { isDeepStrictEqual } from 'node:util';

import { isRecord, manifests, readJson, type Manifest } from './manifest.ts';
import type { Files, Rule } from './rule.ts';

/** What every published package says the same way. */
const SAME: Readonly<Record<string, unknown>> = {
  version: '0.1.0',
  license: 'MIT',
  type: 'module',
  sideEffects: false,
  files: ['dist', 'src', '!**/*.tsbuildinfo'],
  engines: { node: '>=22.15' },
};

const asJson = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

/** `./src/a.ts` in the workspace is `./dist/a.js`, with its types, once published. */
function published(exports: unknown): unknown {
  if (!isRecord(exports)) return undefined;
  return mapped(exports, (file) => ({ types: `./dist/${file}.d.ts`, default: `./dist/${file}.js` }));
}

/** The same for commands, where there are some. */
function publishedCommands(bin: unknown): unknown {
  return isRecord(bin) ? mapped(bin, (file) => `./dist/${file}.js`) : undefined;
}

function mapped(targets: Readonly<Record<string, unknown>>, map: (file: string) => unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(targets).map(([name, target]) => {
      const file = typeof target === 'string' ? /^\.\/src\/(.+)\.ts$/.exec(target)?.[1] : undefined;
      return [name, file === undefined ? target : map(file)];
    }),
  );
}

/** Which projects a tsconfig of the tree refers to, as folders from the top. */
function references(path: string, files: Files): string[] {
  const list = readJson(path, files.get(path) ?? '{}')['references'];
  if (!Array.isArray(list)) return [];
  return list.map((entry: unknown) => {
    const target = isRecord(entry) && typeof entry['path'] === 'string' ? entry['path'] : '';
    return new URL(`${target}/`, `file:///${path}`).pathname.slice(1, -1);
  });
}

function checkPackage(folder: string, { path, json, needs }: Manifest, files: Files): string[] {
  const name = folder.replace('packages/', '');
  const expected = { ...SAME, name: name === 'tsgi' ? 'tsgi' : `@tsgi/${name}` };
  const findings = Object.entries(expected)
    .filter(([key, value]) => !isDeepStrictEqual(json[key], value))
    .map(([key, value]) => `${path}: ${key} is ${asJson(json[key])}, expected ${asJson(value)}`);
  const inside = isRecord(json['publishConfig']) ? json['publishConfig']['exports'] : undefined;
  if (!isDeepStrictEqual(inside, published(json['exports']))) {
    findings.push(`${path}: publishConfig.exports is not its exports with ./dist/*.js for ./src/*.ts`);
  }
  const commands = isRecord(json['publishConfig']) ? json['publishConfig']['bin'] : undefined;
  if (!isDeepStrictEqual(commands, publishedCommands(json['bin']))) {
    findings.push(`${path}: publishConfig.bin is not its bin with ./dist/*.js for ./src/*.ts`);
  }
  const referred = references(`${folder}/tsconfig.json`, files);
  for (const need of Object.keys(needs).filter((key) => key.startsWith('@tsgi/'))) {
    if (!referred.includes(need.replace('@tsgi/', 'packages/'))) {
      findings.push(`${folder}/tsconfig.json: has no reference to ${need}, which the package depends on`);
    }
  }
  return findings;
}

/** What has to be told of a package outside of its folder, so that tests find it. */
function checkWorkspace(folder: string, { path, name }: Manifest, files: Files): string[] {
  const devDependencies = manifests(files).get('')?.json['devDependencies'];
  const known = isRecord(devDependencies) && devDependencies[name] === 'workspace:*';
  return [
    ...(known ? [] : [`${path}: ${name} is not in the devDependencies at the top`]),
    ...(references('test/tsconfig.json', files).includes(folder)
      ? []
      : [`test/tsconfig.json: has no reference to ${folder}`]),
    ...(files.has(`${folder}/test/tsconfig.json`) ? [] : [`${folder}: has no test/tsconfig.json`]),
  ];
}

const good = {
  ...SAME,
  name: '@tsgi/a',
  exports: { '.': './src/index.ts', './package.json': './package.json' },
  publishConfig: {
    exports: {
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      './package.json': './package.json',
    },
  },
};

const workspace = (manifest: object, top: object = { '@tsgi/a': 'workspace:*' }): Record<string, string> => ({
  'package.json': JSON.stringify({ devDependencies: top }),
  'test/tsconfig.json': '{ "references": [{ "path": "../packages/a" }] }',
  'packages/a/package.json': JSON.stringify(manifest),
  'packages/a/tsconfig.json': '{}',
  'packages/a/test/tsconfig.json': '{}',
});

export const packageShape: Rule = {
  sentence: 'every package has the same shape and is known to the tests',
  check: (files) =>
    [...manifests(files)]
      .filter(([folder]) => folder.startsWith('packages/'))
      .flatMap(([folder, manifest]) => [
        ...checkPackage(folder, manifest, files),
        ...checkWorkspace(folder, manifest, files),
      ]),
  breaks: [
    { refuses: 'another version', files: workspace({ ...good, version: '0.2.0' }), finding: 'version is "0.2.0"' },
    { refuses: 'another floor of Node', files: workspace({ ...good, engines: {} }), finding: 'engines is {}' },
    {
      refuses: 'a name that is not its folder',
      files: workspace({ ...good, name: '@tsgi/b' }, { '@tsgi/b': 'workspace:*' }),
      finding: 'name is "@tsgi/b"',
    },
    {
      refuses: 'an export that is not published',
      files: workspace({ ...good, exports: { ...good.exports, './b': './src/b.ts' } }),
      finding: 'publishConfig.exports',
    },
    {
      refuses: 'a command that is not published',
      files: workspace({ ...good, bin: { a: './src/main.ts' } }),
      finding: 'publishConfig.bin',
    },
    {
      refuses: 'a dependency without a reference',
      files: workspace({ ...good, dependencies: { '@tsgi/b': 'workspace:*' } }),
      finding: 'packages/a/tsconfig.json: has no reference to @tsgi/b',
    },
    {
      refuses: 'a package that tests cannot import',
      files: workspace(good, {}),
      finding: 'not in the devDependencies',
    },
    {
      refuses: 'a package that is not type-checked with the tests',
      files: { ...workspace(good), 'test/tsconfig.json': '{}' },
      finding: 'test/tsconfig.json: has no reference to packages/a',
    },
  ],
  passes: [{ allows: 'the shape', files: workspace(good) }],
};
