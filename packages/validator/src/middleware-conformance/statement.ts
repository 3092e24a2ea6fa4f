import { type Environ, type HeaderList, refuseUnknownOptions } from '@tsgi/contract';

/** Gives, of the content that the client got, what the application had given. */
export type Restore = (content: Uint8Array, headers: HeaderList) => Uint8Array | PromiseLike<Uint8Array>;

/** What a middleware puts beside what is there. */
export interface Additions {
  /** Names of header fields. The application's own of that name have to stay, in their order. */
  readonly headers?: readonly string[];
  /** Dotted keys of the environ, which the inner application finds, and perhaps the outer layers too. */
  readonly environ?: readonly string[];
}

/** What a middleware makes different. */
export interface Changes {
  /** Names of header fields that it replaces, or removes. */
  readonly headers?: readonly string[];
  /** Keys of the environ that have another value for the inner application, or are missing there. */
  readonly environ?: readonly string[];
  /** Whether the status may be another. */
  readonly status?: boolean;
  /**
   * Whether the content may be another; or, better, a function that undoes the change, with which what came through is
   * held against what the application gave. `Content-Length` and `ETag` may then differ, or be missing, as well.
   */
  readonly body?: boolean | Restore;
  /** Whether it answers for an application that fails. Where the head is out, it has to fail all the same. */
  readonly errors?: boolean;
}

/** What a middleware does that is not passing an exchange through. It is held to everything else. */
export interface MiddlewareConformanceOptions {
  /** What a request needs to be passed through: keys of the environ. Default: nothing beyond a `GET` of `/`. */
  readonly environ?: Partial<Environ>;
  readonly adds?: Additions;
  readonly changes?: Changes;
  /** Requests that it answers by itself, each as the keys of the environ that make it one. Default: none. */
  readonly answers?: readonly Partial<Environ>[];
  /** Whether it waits for something of its own, before the head or in the body. Default: false. */
  readonly waits?: boolean;
  /** Whether it may call the application more than once for an exchange. Default: false. */
  readonly repeats?: boolean;
  /** How long one case may take, in milliseconds. Default: 2000. */
  readonly caseMs?: number;
}

/** The options of `middlewareConformance`, checked, and in the form in which cases ask for them. */
export interface Statement {
  readonly environ: Partial<Environ>;
  readonly addsHeader: (name: string) => boolean;
  readonly changesHeader: (name: string) => boolean;
  readonly addsKey: (key: string) => boolean;
  readonly changesKey: (key: string) => boolean;
  readonly status: boolean;
  readonly body: boolean | Restore;
  readonly errors: boolean;
  readonly answers: readonly Partial<Environ>[];
  readonly waits: boolean;
  readonly repeats: boolean;
  readonly caseMs: number;
}

const CALLER = 'middlewareConformance';
const OPTIONS = ['environ', 'adds', 'changes', 'answers', 'waits', 'repeats', 'caseMs'];
const ADDITIONS = ['headers', 'environ'];
const CHANGES = ['headers', 'environ', 'status', 'body', 'errors'];

/** Checks the options. @throws {TypeError} that says which of them is wrong. */
export function statementOf(options: MiddlewareConformanceOptions): Statement {
  refuseUnknownOptions(CALLER, options, OPTIONS);
  const { environ = {}, adds = {}, changes = {}, answers = [], waits = false, repeats = false } = options;
  const { caseMs = 2000 } = options;
  const { status = false, body = false, errors = false } = changes;
  for (const [name, value] of Object.entries({ environ, adds, changes })) checkObject(name, value);
  refuseUnknownOptions(CALLER, adds, ADDITIONS, 'adds.');
  refuseUnknownOptions(CALLER, changes, CHANGES, 'changes.');
  if (!Array.isArray(answers)) throw wrong('answers', 'an array of environs', answers);
  for (const answered of answers) checkObject('answers', answered);
  for (const [name, value] of Object.entries({ waits, repeats, 'changes.status': status, 'changes.errors': errors })) {
    if (typeof value !== 'boolean') throw wrong(name, 'a boolean', value);
  }
  if (typeof body !== 'boolean' && typeof body !== 'function') {
    throw wrong('changes.body', 'a boolean, or a function that restores the content', body);
  }
  if (!(caseMs > 0)) throw wrong('caseMs', 'a number of milliseconds above 0', caseMs);
  const added = headerNames('adds.headers', adds.headers);
  const changed = headerNames('changes.headers', changes.headers);
  if (body !== false) for (const name of ['content-length', 'etag']) changed.add(name);
  const addedKeys = keys('adds.environ', adds.environ);
  const changedKeys = keys('changes.environ', changes.environ);
  return {
    environ,
    addsHeader: (name) => added.has(name.toLowerCase()),
    changesHeader: (name) => changed.has(name.toLowerCase()),
    addsKey: (key) => addedKeys.has(key),
    changesKey: (key) => changedKeys.has(key),
    status,
    body,
    errors,
    answers,
    waits,
    repeats,
    caseMs,
  };
}

function checkObject(name: string, value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(name, 'an object', value);
}

function headerNames(name: string, names: readonly string[] | undefined): Set<string> {
  return new Set([...keys(name, names)].map((each) => each.toLowerCase()));
}

function keys(name: string, names: readonly string[] = []): Set<string> {
  if (!Array.isArray(names) || names.some((each) => typeof each !== 'string')) {
    throw wrong(name, 'an array of strings', names);
  }
  return new Set(names);
}

function wrong(name: string, expected: string, got: unknown): TypeError {
  const shown = typeof got === 'string' ? JSON.stringify(got) : Array.isArray(got) ? 'an array' : typeof got;
  return new TypeError(`${CALLER}(): ${name} must be ${expected}, got ${shown}`);
}
