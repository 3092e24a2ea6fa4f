/** The `tsgi.` keys of an environ: what the server provides. */

import type { RuleId } from './rules.ts';
import { shown, type Seam } from './seam.ts';

/** The keys under `tsgi.` that the specification names. */
export const PROVIDED_KEYS: readonly string[] = [
  'tsgi.version',
  'tsgi.url_scheme',
  'tsgi.input',
  'tsgi.errors',
  'tsgi.exchange',
  'tsgi.multithread',
  'tsgi.multiprocess',
  'tsgi.run_once',
  'tsgi.informational',
  'tsgi.trailers',
  'tsgi.file_wrapper',
  'tsgi.upgrade',
];

/** The version that was found good last: one frozen array for all exchanges. */
let knownVersion: unknown;

/** Checks all `tsgi.` keys that the specification names. */
export function checkProvided(seam: Seam, environ: Readonly<Record<string, unknown>>): void {
  const version = environ['tsgi.version'];
  if (version !== knownVersion || version === undefined) {
    if (isVersion(version)) knownVersion = version;
    else refuse(seam, 'E22', 'tsgi.version', version);
  }
  const scheme = environ['tsgi.url_scheme'];
  if (scheme !== 'http' && scheme !== 'https') refuse(seam, 'E23', 'tsgi.url_scheme', scheme);
  if (!isInput(environ['tsgi.input'])) refuse(seam, 'E24', 'tsgi.input', environ['tsgi.input']);
  if (!isErrors(environ['tsgi.errors'])) refuse(seam, 'E25', 'tsgi.errors', environ['tsgi.errors']);
  if (!isExchange(environ['tsgi.exchange'])) refuse(seam, 'E26', 'tsgi.exchange', environ['tsgi.exchange']);
  checkBoolean(seam, 'E27', 'tsgi.multithread', environ['tsgi.multithread']);
  checkBoolean(seam, 'E28', 'tsgi.multiprocess', environ['tsgi.multiprocess']);
  checkBoolean(seam, 'E29', 'tsgi.run_once', environ['tsgi.run_once']);
  checkCapabilities(seam, environ);
}

function checkCapabilities(seam: Seam, environ: Readonly<Record<string, unknown>>): void {
  checkFunction(seam, 'E30', 'tsgi.informational', environ['tsgi.informational']);
  checkFunction(seam, 'E31', 'tsgi.trailers', environ['tsgi.trailers']);
  checkFunction(seam, 'E32', 'tsgi.file_wrapper', environ['tsgi.file_wrapper']);
  checkFunction(seam, 'E33', 'tsgi.upgrade', environ['tsgi.upgrade']);
  if (environ['SERVER_PROTOCOL'] !== 'HTTP/1.0') return;
  if ('tsgi.informational' in environ) seam.breach('E30', 'passed tsgi.informational for a client of HTTP/1.0');
  if ('tsgi.trailers' in environ) seam.breach('E31', 'passed tsgi.trailers for a client of HTTP/1.0');
}

function checkBoolean(seam: Seam, rule: RuleId, key: string, value: unknown): void {
  if (typeof value !== 'boolean') refuse(seam, rule, key, value);
}

function checkFunction(seam: Seam, rule: RuleId, key: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'function') refuse(seam, rule, key, value);
}

function refuse(seam: Seam, rule: RuleId, key: string, value: unknown): void {
  seam.breach(rule, `passed an environ whose ${key} is ${shown(value)}`);
}

function isVersion(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value[0] === 1 && value[1] === 0 && Object.isFrozen(value);
}

function isInput(value: unknown): boolean {
  return (
    has(value, Symbol.asyncIterator) &&
    typeof value[Symbol.asyncIterator] === 'function' &&
    has(value, 'limit') &&
    typeof value.limit === 'function' &&
    has(value, 'close') &&
    typeof value.close === 'function'
  );
}

function isErrors(value: unknown): boolean {
  return (
    has(value, 'write') && typeof value.write === 'function' && has(value, 'flush') && typeof value.flush === 'function'
  );
}

/** `signal` and `state` are looked for, not at: they are made on first use. */
function isExchange(value: unknown): boolean {
  return (
    has(value, 'signal') &&
    has(value, 'state') &&
    has(value, 'defer') &&
    typeof value.defer === 'function' &&
    has(value, 'waitUntil') &&
    typeof value.waitUntil === 'function'
  );
}

function has<K extends PropertyKey>(value: unknown, key: K): value is Record<K, unknown> {
  return typeof value === 'object' && value !== null && key in value;
}
