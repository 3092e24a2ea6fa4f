/** Every package as it would be published: built in a clean copy of the tree, packed, and unpacked like an install. */

import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

import { isRecord, readJson, table } from '../architecture/manifest.ts';

const execute = promisify(execFile);

/** One packed package. */
export interface Packed {
  readonly name: string;
  readonly tarball: string;
  /** What it is imported by: its name, and its name with each subpath. */
  readonly specifiers: readonly string[];
  /** What its commands are called. */
  readonly commands: readonly string[];
}

/** Runs a program and resolves to what it printed; rejects with all of it where it fails. */
export async function run(program: string, args: readonly string[], cwd: string): Promise<string> {
  try {
    return (await execute(program, args, { cwd, encoding: 'utf8' })).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${[path.basename(program), ...args].join(' ')}:\n${stdout ?? ''}${stderr ?? ''}`, {
      cause: error,
    });
  }
}

/**
 * Builds and packs all packages of the workspace at `root`, in a copy at `stage`: the tree stays as it is, nothing
 * that an earlier build left behind is packed, and no other test waits for this one.
 */
export async function packAll(root: string, stage: string): Promise<Packed[]> {
  for (const name of ['LICENSE', 'package.json', 'pnpm-workspace.yaml', 'tsconfig.base.json', 'packages']) {
    await cp(path.join(root, name), path.join(stage, name), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => !/\/packages\/[^/]+\/(dist|test)$|\.tsbuildinfo$/.test(file),
    });
  }
  await symlink(path.join(root, 'node_modules'), path.join(stage, 'node_modules'));
  const folders = (await readdir(path.join(stage, 'packages'))).toSorted();
  const projects = folders.map((name) => path.join('packages', name));
  await run(path.join(root, 'node_modules/.bin/tsc'), ['-b', ...projects], stage);

  const out = path.join(stage, 'tarballs');
  const pnpm = await pnpmVersion(root);
  await run(
    'npx',
    ['--yes', '--prefer-offline', pnpm, '--filter', './packages/*', 'pack', '--pack-destination', out],
    stage,
  );
  return Promise.all(projects.map(async (project) => describePacked(path.join(stage, project, 'package.json'), out)));
}

/** The package manager, by the version that `npm run setup` names. */
async function pnpmVersion(root: string): Promise<string> {
  const file = path.join(root, 'package.json');
  const { setup = '' } = table(readJson(file, await readFile(file, 'utf8')), 'scripts');
  const version = /pnpm@\S+/.exec(setup)?.[0];
  if (version === undefined) throw new Error(`${file}: the setup script names no pnpm@version`);
  return version;
}

async function describePacked(file: string, out: string): Promise<Packed> {
  const { name, version, exports, bin } = readJson(file, await readFile(file, 'utf8'));
  const paths = isRecord(exports) ? Object.keys(exports) : [];
  return {
    name: String(name),
    tarball: path.join(out, `${String(name).replace('@', '').replace('/', '-')}-${String(version)}.tgz`),
    commands: isRecord(bin) ? Object.keys(bin) : [],
    specifiers: paths.filter((key) => key !== './package.json').map((key) => `${String(name)}${key.slice(1)}`),
  };
}

/**
 * Unpacks tarballs into the `node_modules` of a new folder, as a package manager would, without asking a registry: a
 * dependency on a sibling must be met by the sibling's packed version, any other is linked from the workspace, and commands
 * are linked into `.bin`.
 */
export async function install(packages: readonly Packed[], root: string, folder: string): Promise<void> {
  const place = (name: string): string => path.join(folder, 'node_modules', name);
  const manifests = new Map<string, Record<string, unknown>>();
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
  for (const { name, tarball } of packages) {
    await mkdir(place(name), { recursive: true });
    await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', place(name)], folder);
    manifests.set(name, readJson(name, await readFile(path.join(place(name), 'package.json'), 'utf8')));
  }
  await mkdir(place('.bin'));
  for (const [name, manifest] of manifests) {
    for (const [command, file] of Object.entries(table(manifest, 'bin'))) {
      await chmod(path.join(place(name), file), 0o755);
      await symlink(path.join('..', name, file), path.join(place('.bin'), command));
    }
    for (const [dependency, version] of Object.entries(table(manifest, 'dependencies'))) {
      const sibling = manifests.get(dependency);
      if (sibling === undefined) {
        const workspace = path.join(root, 'packages', name.replace('@tsgi/', ''), 'node_modules', dependency);
        const link = path.join(place(name), 'node_modules', dependency);
        await mkdir(path.dirname(link), { recursive: true });
        await symlink(workspace, link);
      } else if (sibling['version'] !== version) {
        throw new Error(`${name} asks for ${dependency} ${version}, and ${String(sibling['version'])} is packed`);
      }
    }
  }
}
