import type { Files, Rule } from './rule.ts';

/** Names that mean something on one machine, or tie everyone to one supplier. Escaped, so that this file has none. */
const FOREIGN: readonly [RegExp, string][] = [
  [/registry\.(npmjs|yarnpkg|npmmirror)\.[a-z]+/, 'a package registry'],
  [/https?:\/\/\S+\.tgz\b/, 'a download address'],
  [/(?<![\w.-])\/(home|Users|work|workspaces?)\/[A-Za-z][\w-]*\//, 'a path of one machine'],
  [/(?<![\w.-])\/root\/\.?\w/, 'a path of one machine'],
  [/\b[A-Z]:\\Users\\/, 'a path of one machine'],
];

function check(files: Files): string[] {
  return [...files].flatMap(([path, text]) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        FOREIGN.filter(([pattern]) => pattern.test(line)).map(([, what]) => `${path}:${index + 1}: names ${what}`),
      ),
  );
}

// In pieces, for the same reason.
const host = ['registry', 'npmjs', 'org'].join('.');
const tarball = ['https:', '', 'mirror.example', 'node-26.tgz'].join('/');
const home = ['', 'home', 'ada', 'tsgi'].join('/');
const checkout = ['', 'workspace', 'tsgi', 'test'].join('/');

export const foreignNames: Rule = {
  sentence: 'no tracked file names a package registry or a path of one machine',
  check,
  breaks: [
    { refuses: 'a registry', files: { '.npmrc': `\nregistry=https://${host}/` }, finding: '.npmrc:2: names a package' },
    {
      refuses: 'a tarball address in the lockfile',
      files: { 'pnpm-lock.yaml': `tarball: ${tarball}` },
      finding: 'names a download address',
    },
    { refuses: 'a home', files: { 'README.md': `cd ${home}` }, finding: 'names a path of one machine' },
    { refuses: 'a checkout', files: { 'docs/a.md': `(${checkout})` }, finding: 'names a path of one machine' },
  ],
  passes: [
    {
      allows: 'paths of URLs',
      files: { 'docs/a.md': '`/home`, `/users/7`, `/a/../root/`, https://example.org/home/page/' },
    },
  ],
};
