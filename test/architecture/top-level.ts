import type { Files, Rule } from './rule.ts';

/** Everything that stands at the top, and nothing else. */
const TOP = new Set([
  'README.md',
  'LICENSE',
  'package.json',
  'pnpm-workspace.yaml',
  'pnpm-lock.yaml',
  'tsconfig.base.json',
  '.oxlintrc.json',
  '.oxfmtrc.json',
  '.gitignore',
  '.ci/run',
  'packages/',
  'examples/',
  'docs/',
  'test/',
]);

/** A folder counts as a whole, but for `.ci`, which holds one file. */
function entry(path: string): string {
  const [first = '', ...rest] = path.split('/');
  return rest.length === 0 || first === '.ci' ? path : `${first}/`;
}

function check(files: Files): string[] {
  const present = new Set([...files.keys()].map(entry));
  return [
    ...[...present].filter((name) => !TOP.has(name)).map((name) => `${name}: does not belong at the top`),
    ...[...TOP].filter((name) => !present.has(name)).map((name) => `${name}: is missing`),
  ];
}

const complete = Object.fromEntries([...TOP].map((name) => [name.replace(/\/$/, '/file'), '']));

export const topLevel: Rule = {
  sentence: 'the top level is exactly what the house is planned to have',
  check,
  breaks: [
    {
      refuses: 'one file more',
      files: { ...complete, 'tsconfig.json': '' },
      finding: 'tsconfig.json: does not belong at the top',
    },
    {
      refuses: 'one folder more',
      files: { ...complete, 'scripts/a.sh': '' },
      finding: 'scripts/: does not belong at the top',
    },
    {
      refuses: 'a second program for the build server',
      files: { ...complete, '.ci/other': '' },
      finding: '.ci/other: does not belong at the top',
    },
    {
      refuses: 'one file less',
      files: Object.fromEntries(Object.entries(complete).filter(([name]) => name !== 'LICENSE')),
      finding: 'LICENSE: is missing',
    },
  ],
  passes: [{ allows: 'the list', files: complete }],
};
