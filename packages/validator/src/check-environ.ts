import { canonicalPath, type Environ } from '@tsgi/contract';

import { isLatin1, isToken } from './check-headers.ts';
import { checkProvided, PROVIDED_KEYS } from './check-provided.ts';
import type { RuleId } from './rules.ts';
import { shown, type Seam } from './seam.ts';

const NOT_VISIBLE = /[^\x21-\x7e]/;
// oxlint-disable-next-line no-control-regex -- control characters are what it finds
const NOT_IN_TARGET = /[\x00-\x20\x7f]|[^\x00-\xff]/;
const PROTOCOL = /^HTTP\/[0-9]\.[0-9]$/;
const DIGITS = /^[0-9]+$/;
const PORT = /^[0-9]{1,5}$/;
const ADDRESS_AND_PORT = /^\[|^[^:]*:[0-9]*$/;
const HEADER_KEY = /^HTTP_[!#$%&'*+.^`|~0-9A-Z_]+$/;
const CUSTOM_KEY = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/;

/** The keys that may be absent, which is not to be undefined. */
const MAY_BE_ABSENT = new Map<string, RuleId>([
  ['CONTENT_TYPE', 'E12'],
  ['CONTENT_LENGTH', 'E13'],
  ['REQUEST_URI', 'E14'],
  ['REMOTE_ADDR', 'E15'],
  ['REMOTE_PORT', 'E16'],
  ['REMOTE_USER', 'E17'],
  ['tsgi.informational', 'E30'],
  ['tsgi.trailers', 'E31'],
  ['tsgi.file_wrapper', 'E32'],
  ['tsgi.upgrade', 'E33'],
]);

/** Marks a key that has a check of its own. */
const NAMED = Symbol('named by the specification');
const NAMED_KEYS: readonly string[] = [
  'REQUEST_METHOD',
  'SCRIPT_NAME',
  'PATH_INFO',
  'QUERY_STRING',
  'SERVER_NAME',
  'SERVER_PORT',
  'SERVER_PROTOCOL',
  ...MAY_BE_ABSENT.keys(),
  ...PROVIDED_KEYS,
];

/**
 * Every key that was found good: one that the specification names, or a header with its last good value, for clients
 * repeat themselves, and comparing is cheaper than looking at every character. Clients choose the names of
 * headers, so these are bounded.
 */
const knownKeys = new Map<string, unknown>(NAMED_KEYS.map((key) => [key, NAMED]));
const MOST_KNOWN = 1024;
/** Values that are not kept here: secrets, and never the same for two clients. */
const SECRETS = new Set(['HTTP_COOKIE', 'HTTP_AUTHORIZATION']);

/** An environ as it arrives: it may be anything. */
type Suspect = Readonly<Record<string, unknown>>;

/**
 * Checks what the caller passes in place of an environ.
 * @returns how many keys it has; -1 where it is no object at all.
 */
export function checkEnviron(seam: Seam, environ: Environ): number {
  const suspect: unknown = environ;
  if (typeof suspect !== 'object' || suspect === null) {
    seam.breach('E1', `passed ${shown(suspect)} for an environ`);
    return -1;
  }
  if (Object.getPrototypeOf(suspect) !== Object.prototype) {
    seam.breach('E1', `passed ${shown(suspect)} for an environ, which is a plain object`);
  } else if (!Object.isExtensible(suspect)) {
    seam.breach('E1', 'passed an environ that no key can be added to');
  }
  if (seam.looksClosely()) checkProperties(seam, suspect);
  const values = suspect as Suspect;
  checkRequest(seam, values);
  checkContent(seam, values);
  checkConnection(seam, values);
  checkProvided(seam, values);
  let keys = 0;
  for (const key in values) {
    keys++;
    const value = values[key];
    const known = knownKeys.get(key);
    if (value === undefined || (known !== value && known !== NAMED)) checkOpenKey(seam, key, value);
  }
  return keys;
}

function checkProperties(seam: Seam, environ: object): void {
  for (const key of Reflect.ownKeys(environ)) {
    const property = Object.getOwnPropertyDescriptor(environ, key);
    const plain = property?.enumerable === true && property.writable === true;
    if (typeof key === 'symbol' || !plain) {
      seam.breach('E2', `passed an environ whose ${String(key)} is not a plain property under a string`);
    }
  }
}

function checkRequest(seam: Seam, environ: Suspect): void {
  const { REQUEST_METHOD, SCRIPT_NAME, PATH_INFO, QUERY_STRING, REQUEST_URI } = environ;
  if (!isToken(REQUEST_METHOD)) refuse(seam, 'E4', 'REQUEST_METHOD', REQUEST_METHOD);
  if (!isCanonical(SCRIPT_NAME) || SCRIPT_NAME.endsWith('/')) refuse(seam, 'E5', 'SCRIPT_NAME', SCRIPT_NAME);
  if (!isCanonical(PATH_INFO)) refuse(seam, 'E6', 'PATH_INFO', PATH_INFO);
  if (SCRIPT_NAME === '' && PATH_INFO === '' && !isAsterisk(REQUEST_METHOD, REQUEST_URI)) {
    seam.breach('E7', `passed ${shown(REQUEST_METHOD)} without a path`);
  }
  if (typeof QUERY_STRING !== 'string' || NOT_VISIBLE.test(QUERY_STRING)) {
    refuse(seam, 'E8', 'QUERY_STRING', QUERY_STRING);
  }
  if (REQUEST_URI !== undefined && (!isText(REQUEST_URI) || NOT_IN_TARGET.test(REQUEST_URI))) {
    refuse(seam, 'E14', 'REQUEST_URI', REQUEST_URI);
  }
}

function checkContent(seam: Seam, { CONTENT_TYPE, CONTENT_LENGTH }: Suspect): void {
  if (CONTENT_TYPE !== undefined && (!isLatin1(CONTENT_TYPE) || CONTENT_TYPE === '')) {
    refuse(seam, 'E12', 'CONTENT_TYPE', CONTENT_TYPE);
  }
  if (CONTENT_LENGTH !== undefined && !(typeof CONTENT_LENGTH === 'string' && DIGITS.test(CONTENT_LENGTH))) {
    refuse(seam, 'E13', 'CONTENT_LENGTH', CONTENT_LENGTH);
  }
}

function checkConnection(seam: Seam, environ: Suspect): void {
  const { SERVER_NAME, SERVER_PORT, SERVER_PROTOCOL, REMOTE_ADDR, REMOTE_PORT, REMOTE_USER } = environ;
  if (!isText(SERVER_NAME) || SERVER_NAME.startsWith('[')) refuse(seam, 'E9', 'SERVER_NAME', SERVER_NAME);
  if (SERVER_PORT !== '' && !isPort(SERVER_PORT)) refuse(seam, 'E10', 'SERVER_PORT', SERVER_PORT);
  if (typeof SERVER_PROTOCOL !== 'string' || !PROTOCOL.test(SERVER_PROTOCOL)) {
    refuse(seam, 'E11', 'SERVER_PROTOCOL', SERVER_PROTOCOL);
  }
  if (REMOTE_ADDR !== undefined && (!isText(REMOTE_ADDR) || ADDRESS_AND_PORT.test(REMOTE_ADDR))) {
    refuse(seam, 'E15', 'REMOTE_ADDR', REMOTE_ADDR);
  }
  if (REMOTE_PORT !== undefined && !isPort(REMOTE_PORT)) refuse(seam, 'E16', 'REMOTE_PORT', REMOTE_PORT);
  if (REMOTE_USER !== undefined && !isText(REMOTE_USER)) refuse(seam, 'E17', 'REMOTE_USER', REMOTE_USER);
}

function checkOpenKey(seam: Seam, key: string, value: unknown): void {
  if (key.startsWith('HTTP_')) checkHeader(seam, key, value);
  else if (knownKeys.get(key) === NAMED) checkAbsence(seam, key);
  else if (key.startsWith('tsgi.')) seam.breach('E35', `passed an environ with the key ${key}`);
  else if (!CUSTOM_KEY.test(key)) seam.breach('E34', `passed an environ with the key ${shown(key)}`);
}

function checkHeader(seam: Seam, key: string, value: unknown): void {
  if (key === 'HTTP_CONTENT_TYPE' || key === 'HTTP_CONTENT_LENGTH') {
    return seam.breach('E19', `passed an environ with ${key}`);
  }
  if (!HEADER_KEY.test(key)) return seam.breach('E18', `passed an environ with the key ${shown(key)}`);
  if (!isLatin1(value)) return refuse(seam, 'E18', key, value);
  if (SECRETS.has(key)) return;
  if (knownKeys.size >= MOST_KNOWN)
    for (const each of knownKeys.keys()) if (each.startsWith('HTTP_')) knownKeys.delete(each);
  knownKeys.set(key, value);
}

/** A key that may be absent is absent, not undefined; one that may not has been refused already. */
function checkAbsence(seam: Seam, key: string): void {
  const rule = MAY_BE_ABSENT.get(key);
  if (rule !== undefined) refuse(seam, rule, key, undefined);
}

function refuse(seam: Seam, rule: RuleId, key: string, value: unknown): void {
  seam.breach(rule, `passed an environ whose ${key} is ${shown(value)}`);
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isPort = (value: unknown): boolean => typeof value === 'string' && PORT.test(value) && Number(value) < 65_536;
const isCanonical = (value: unknown): value is string => typeof value === 'string' && canonicalPath(value) === value;
const isAsterisk = (method: unknown, target: unknown): boolean =>
  method === 'OPTIONS' && (target === '*' || target === undefined);
