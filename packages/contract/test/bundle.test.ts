/** The contract as it arrives in a program that uses all of it. */

import { createRequire } from 'node:module';
import path from 'node:path';
import { runInNewContext } from 'node:vm';

import { beforeAll, expect, test } from 'vitest';

import * as contract from '@tsgi/contract';

interface Bundle {
  readonly code: string;
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
}

/** The bundler is the one that vitest runs on: it is here anyway. */
interface Vite {
  build(config: object): Promise<readonly { readonly output: readonly Bundle[] }[]>;
}

let bundles: readonly Bundle[];

beforeAll(async () => {
  const beside = createRequire(createRequire(import.meta.url).resolve('vitest/node'));
  const vite: Vite = await import(beside.resolve('vite'));
  const [built] = await vite.build({
    configFile: false,
    envFile: false,
    logLevel: 'silent',
    root: path.dirname(import.meta.dirname),
    build: {
      write: false,
      minify: true,
      target: 'esnext',
      lib: { entry: 'src/index.ts', formats: ['cjs'] },
      rolldownOptions: { external: (id: string) => !id.startsWith('.') && !path.isAbsolute(id) },
    },
  });
  bundles = built!.output;
});

test('is one file that imports nothing', () => {
  expect(bundles.map(({ imports, dynamicImports }) => [...imports, ...dynamicImports])).toEqual([[]]);
});

test('is under 10 kB minified', () => {
  expect(Buffer.byteLength(bundles[0]!.code)).toBeLessThan(10_000);
});

test('runs where there is the language and nothing else, and exports what the source does', () => {
  const module = { exports: {} };
  runInNewContext(bundles[0]!.code, { module, exports: module.exports });
  expect(Object.keys(module.exports).toSorted()).toEqual(Object.keys(contract).toSorted());
});
