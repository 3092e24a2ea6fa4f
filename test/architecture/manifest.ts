/** The `package.json` files of the workspace, checked as far as the rules read them. */

import type { Files } from './rule.ts';

/** What the rules read of a `package.json`. */
export interface Manifest {
  readonly path: string;
  readonly name: string;
  readonly json: Readonly<Record<string, unknown>>;
  /** What it needs where it is installed: `dependencies`, `optionalDependencies` and `peerDependencies`. */
  readonly needs: Readonly<Record<string, string>>;
}

/** Every `package.json`, and the directory it describes (`''` at the top). */
export function manifests(files: Files): Map<string, Manifest> {
  const found = [...files].filter(([file]) => /(^|\/)package\.json$/.test(file));
  return new Map(found.map(([file, text]) => [file.replace(/\/?package\.json$/, ''), read(file, text)]));
}

/** A table of names and texts inside a manifest, such as `dependencies`; empty where it has none. */
export function table(json: Readonly<Record<string, unknown>>, key: string): Record<string, string> {
  const value = json[key];
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Parses JSON, comments allowed at the start of lines, into an object. */
export function readJson(path: string, text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text.replaceAll(/^\s*\/\/.*$/gm, ''));
  if (!isRecord(value)) throw new TypeError(`${path}: expected an object`);
  return value;
}

/** Whether a value is an object with keys. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function read(path: string, text: string): Manifest {
  const json = readJson(path, text);
  const needs = {
    ...table(json, 'dependencies'),
    ...table(json, 'optionalDependencies'),
    ...table(json, 'peerDependencies'),
  };
  return { path, name: typeof json['name'] === 'string' ? json['name'] : '', json, needs };
}
