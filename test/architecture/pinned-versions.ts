import { manifests, table } from './manifest.ts';
import type { Files, Rule } from './rule.ts';

const EXACT = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;

/** Peers are left out: their range is a promise to others, not a choice of ours. */
const TABLES = ['dependencies', 'devDependencies', 'optionalDependencies'];

function check(files: Files): string[] {
  return [...manifests(files).values()].flatMap(({ path, json }) => {
    const loose = TABLES.flatMap((key) => Object.entries(table(json, key)))
      .filter(([, version]) => version !== 'workspace:*' && !EXACT.test(version))
      .map(([name, version]) => `${path}: ${name} is '${version}', which is no single version`);
    const scripts = Object.values(table(json, 'scripts'))
      .flatMap((script) => [...script.matchAll(/\bnpx(?: -\S+)* (\S+)/g)])
      .map(([, program = '']) => program)
      .filter((program) => !/@\d+\.\d+\.\d+$/.test(program))
      .map((program) => `${path}: npx ${program} takes whatever version there is`);
    return [...loose, ...scripts];
  });
}

const manifest = (key: string, name: string, version: string): Record<string, string> => ({
  'packages/a/package.json': JSON.stringify({ [key]: { [name]: version } }),
});

export const pinnedVersions: Rule = {
  sentence: 'every dependency is one version',
  check,
  breaks: [
    { refuses: 'a range', files: manifest('dependencies', 'cookie', '^2.0.0'), finding: `cookie is '^2.0.0'` },
    { refuses: 'latest', files: manifest('devDependencies', 'vitest', 'latest'), finding: `vitest is 'latest'` },
    { refuses: 'an alias to a range', files: manifest('devDependencies', 'a', 'npm:b@26'), finding: `a is 'npm:b@26'` },
    {
      refuses: 'a workspace range other than the one',
      files: manifest('dependencies', '@tsgi/http', 'workspace:^'),
      finding: `@tsgi/http is 'workspace:^'`,
    },
    {
      refuses: 'npx without a version',
      files: manifest('scripts', 'a', 'npx --yes pnpm i'),
      finding: 'npx pnpm takes',
    },
  ],
  passes: [
    { allows: 'a version', files: manifest('dependencies', 'cookie', '2.0.0') },
    { allows: 'a prerelease', files: manifest('dependencies', 'cookie', '2.0.0-beta.2') },
    { allows: 'an alias to a version', files: manifest('devDependencies', 'node-22', 'npm:node@22.15.0') },
    { allows: 'the workspace', files: manifest('dependencies', '@tsgi/http', 'workspace:*') },
    { allows: 'a peer a range', files: manifest('peerDependencies', 'pino', '>=9') },
  ],
};
