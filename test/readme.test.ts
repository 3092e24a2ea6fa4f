/** The documentation holds: its programs run and print what they say, its links lead somewhere, its tables agree with the code. */

import { execFile } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Program, programsIn } from './readme/programs.ts';
import { codeBlock, normalizeTypes, section } from './specification/document.ts';

const execute = promisify(execFile);
const root = path.dirname(import.meta.dirname);
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const documents = globSync(['README.md', '{packages,examples}/*/README.md', 'test/*/README.md', 'docs/**/*.md'], {
  cwd: root,
});
const programs = documents.toSorted().flatMap((file) => programsIn(file, read(file)));

describe('the programs', () => {
  // The first program of all, and what a browser would make of it.
  const first = programsIn('README.md', read('README.md'))[0]!;
  const greeting = `${first.code}console.log(await (await fetch(server.url)).text());`;
  const all = [...programs, { ...first, document: 'greeting', code: greeting, prints: ['你好，世界'] }];
  const running = all.filter(({ runs }) => runs);
  // In the workspace, so that they find the packages, and where git looks away.
  let folder: string;

  beforeAll(() => {
    mkdirSync(path.join(root, 'docs/dist'), { recursive: true });
    folder = mkdtempSync(path.join(root, 'docs/dist/programs-'));
    for (const program of all) {
      // With blank lines in front the code has the line numbers of the document. No port is free everywhere, but 0.
      const code = '\n'.repeat(program.line - 1) + program.code.replaceAll(/\bport: \d+/g, 'port: 0');
      writeFileSync(path.join(folder, fileOf(program)), code);
    }
    const compilerOptions = { incremental: false, moduleDetection: 'force' };
    const config = { extends: path.join(root, 'test/tsconfig.json'), compilerOptions, include: ['*.ts'] };
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test('compile', async () => {
    const compiler = path.join(root, 'node_modules/.bin/tsc');
    const said = await execute(compiler, ['-p', '.'], { cwd: folder }).catch((error: unknown) => error);
    expect(said).toMatchObject({ stdout: '', stderr: '' });
  }, 60_000);

  test('run, and print what they say', async () => {
    const node = path.join(root, 'node_modules/node/bin/node');
    const runner = path.join(root, 'test/readme/run-programs.ts');
    const { stdout, stderr } = await execute(node, [runner, ...running.map(fileOf)], { cwd: folder, timeout: 55_000 });
    const results = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { file: string; prints: string[]; error?: string });
    // A program that says nothing about it may print what it likes.
    expect(results.map((result, index) => ({ ...result, prints: running[index]?.prints && result.prints }))).toEqual(
      running.map((program) => ({ file: fileOf(program), prints: program.prints })),
    );
    expect(stderr).toBe('');
  }, 60_000);
});

/** The file of a program in the temporary folder. */
function fileOf({ document, line }: Program): string {
  return `${document.replaceAll(/\W+/g, '-')}-${line}.ts`;
}

describe('README.md', () => {
  const text = read('README.md');

  test('begins with one sentence and a program of at most eight lines', () => {
    const [, sentence = '', code = ''] = /^# TSGI\n\n([^#]+?)\n\n```ts\n([^]*?)```/.exec(text) ?? [];
    expect(sentence.match(/\.(?=\s|$)/g)).toEqual(['.']);
    expect(code.trimEnd().split('\n').length).toBeLessThanOrEqual(8);
  });

  test('has a middleware of six lines', () => {
    const [, code = ''] = codeBlock(section(text, '## A middleware in six lines')).split('\n\n');
    expect(code.trimEnd().split('\n').length).toBe(6);
  });

  test('shows the calling convention as the contract declares it', () => {
    const declared = normalizeTypes(read('packages/contract/src/application.ts'));
    const shown = normalizeTypes(codeBlock(section(text, '## The contract on one screen')).replaceAll(/ \/\/.*/g, ''));
    const types = shown
      .split(/;(?= type|$)/)
      .map((type) => type.trim())
      .filter((type) => type !== '');
    expect(types.length).toBeGreaterThan(6);
    expect(types.filter((type) => !declared.includes(`export ${type};`))).toEqual([]);
  });
});

test('every example and benchmark that a command of the documentation names is there', () => {
  const named = documents.flatMap((document) =>
    [...read(document).matchAll(/npm run (example|bench --silent --|bench --) (\w[\w-]*)/g)].map(
      ([, kind, name = '']) => (kind === 'example' ? `examples/${name}/main.ts` : `test/benchmark/tables/${name}.ts`),
    ),
  );
  expect(named.length).toBeGreaterThan(15);
  // The tutorial's own, which its reader makes.
  expect([...new Set(named)].filter((file) => !existsSync(path.join(root, file)))).toEqual(['examples/mine/main.ts']);
});

test('every link within the documentation leads to a file, and every anchor to a heading or a rule', () => {
  const broken = documents.flatMap((document) =>
    [...read(document).matchAll(/\]\((?!https?:)([^)\s]*)\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !leadsSomewhere(document, link))
      .map((link) => `${document}: ${link}`),
  );
  expect(broken).toEqual([]);
});

function leadsSomewhere(document: string, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? document : path.join(path.dirname(document), file);
  if (!existsSync(path.join(root, target))) return false;
  return anchor === undefined || anchorsIn(read(target)).has(anchor);
}

/** The anchors that a Markdown document has on a code host: those of its headings, and its own. */
function anchorsIn(text: string): Set<string> {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
  return new Set([...headings, ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id)]);
}
