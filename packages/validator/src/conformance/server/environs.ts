/** The environ as a value: what kind of object it is, what is always in it, and whose it is. */

import type { Environ } from '@tsgi/contract';

import { PROVIDED_KEYS } from '../../check-provided.ts';
import { answering, hello } from '../application-kinds.ts';
import { expectAnswer, expectEqual, expectThat } from '../expectation.ts';
import { get } from '../request.ts';
import type { ServerCase } from '../server-case.ts';

/** A case: this is true of the environ of a plain request, with no validator in between. */
function is(
  name: string,
  rules: readonly string[],
  look: (environ: Environ) => unknown,
  expected: unknown,
): ServerCase {
  return {
    name,
    rules,
    bare: true,
    app: (stage) =>
      answering((environ) => {
        stage.note(JSON.stringify(look(environ)));
        return ['Hello'];
      }),
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { status: 200 });
      expectEqual(stage.events, [JSON.stringify(expected)], 'what the application sees');
    },
  };
}

const absent =
  (key: 'tsgi.informational' | 'tsgi.trailers' | 'tsgi.file_wrapper' | 'tsgi.upgrade') =>
  (environ: Environ): unknown =>
    key in environ ? typeof environ[key] : 'function';

export const environs: readonly ServerCase[] = [
  is(
    'gives an ordinary object, that can be extended',
    ['E1'],
    (environ) => [Object.getPrototypeOf(environ) === Object.prototype, Object.isExtensible(environ)],
    [true, true],
  ),
  is(
    'gives keys that are own, enumerable, writable data properties',
    ['E2'],
    (environ) =>
      Object.values(Object.getOwnPropertyDescriptors(environ)).filter(
        (property) => property.enumerable !== true || property.writable !== true || 'get' in property,
      ).length,
    0,
  ),
  is('gives no keys but names', ['E2'], (environ) => Object.getOwnPropertySymbols(environ).length, 0),
  is(
    'gives no key with the value undefined',
    ['E12', 'E14'],
    (environ) => Object.keys(environ).filter((key) => Reflect.get(environ, key) === undefined),
    [],
  ),
  is(
    'gives no keys under tsgi. but those of the specification',
    ['E35'],
    (environ) => Object.keys(environ).filter((key) => key.startsWith('tsgi.') && !PROVIDED_KEYS.includes(key)),
    [],
  ),
  is(
    'gives no other keys but dotted ones',
    ['E34'],
    (environ) => Object.keys(environ).filter((key) => !/^(?:[A-Z][A-Z_0-9]*|[a-z0-9_-]+(?:\.[a-z0-9_-]+)+)$/.test(key)),
    [],
  ),
  is(
    'gives all keys that are always there',
    ['E4', 'E5', 'E6', 'E8', 'E9', 'E10', 'E11'],
    (environ) =>
      [
        'REQUEST_METHOD',
        'SCRIPT_NAME',
        'PATH_INFO',
        'QUERY_STRING',
        'SERVER_NAME',
        'SERVER_PORT',
        'SERVER_PROTOCOL',
      ].filter((key) => typeof Reflect.get(environ, key) !== 'string'),
    [],
  ),
  is(
    'gives a frozen version',
    ['E22'],
    (environ) => [environ['tsgi.version'], Object.isFrozen(environ['tsgi.version'])],
    [[1, 0], true],
  ),
  is(
    'gives booleans for what may run beside it',
    ['E27', 'E28', 'E29'],
    (environ) => [
      typeof environ['tsgi.multithread'],
      typeof environ['tsgi.multiprocess'],
      typeof environ['tsgi.run_once'],
    ],
    ['boolean', 'boolean', 'boolean'],
  ),
  is(
    'gives an input, an error stream and an exchange that have their methods',
    ['E24', 'E25', 'E26'],
    ({ 'tsgi.input': input, 'tsgi.errors': errors, 'tsgi.exchange': exchange }) => [
      typeof input[Symbol.asyncIterator],
      typeof input.limit,
      typeof input.close,
      typeof errors.write,
      typeof errors.flush,
      typeof exchange.defer,
      typeof exchange.waitUntil,
      exchange.state instanceof Map,
      exchange.signal instanceof AbortSignal,
    ],
    ['function', 'function', 'function', 'function', 'function', 'function', 'function', true, true],
  ),
  is(
    'gives an exchange whose signal and state stay the same',
    ['E26'],
    ({ 'tsgi.exchange': exchange }) => [
      exchange.signal === exchange.signal,
      exchange.state === exchange.state,
      exchange.signal.aborted,
    ],
    [true, true, false],
  ),
  is(
    'says of a state that was left there, if it says anything, that there is one',
    ['E26'],
    ({ 'tsgi.exchange': exchange }) => exchange.state.set('key', 'value').size > 0 && exchange.hasState !== false,
    true,
  ),
  is(
    'gives methods that survive a copy of the environ',
    ['E2', 'E26'],
    (environ) => ({ ...environ })['tsgi.exchange'] === environ['tsgi.exchange'],
    true,
  ),
  is(
    'gives capabilities as functions, or not at all',
    ['E32', 'E33'],
    (environ) => [
      absent('tsgi.file_wrapper')(environ),
      absent('tsgi.upgrade')(environ),
      absent('tsgi.informational')(environ),
      absent('tsgi.trailers')(environ),
    ],
    Array(4).fill('function'),
  ),
  {
    name: 'gives the address and the port of each peer',
    rules: ['E15', 'E16'],
    app: (stage) =>
      answering(({ REMOTE_ADDR, REMOTE_PORT }) => {
        stage.note(`${REMOTE_ADDR} ${REMOTE_PORT}`);
        return ['Hello'];
      }),
    talk: async (stage) => {
      for (let i = 0; i < 2; i++) expectAnswer(await stage.ask(get()), { status: 200 });
      const [first, second] = stage.events;
      expectThat(
        /^(?:[\d.]+|[\da-f:]+|undefined) (?:\d+|undefined)$/.test(first ?? ''),
        `an address and a port, got ${first}`,
      );
      expectThat(first !== second || first === 'undefined undefined', 'two connections to have two ports');
    },
  },
  {
    name: 'gives each exchange an environ of its own, also on one connection',
    rules: ['E3'],
    bare: true,
    app: (stage) => (environ, startResponse) => {
      stage.note(String(environ['conformance.mark']));
      environ['conformance.mark'] = 'left behind';
      environ.HTTP_X_MARK = 'left behind';
      stage.note(environ.PATH_INFO);
      return hello()(environ, startResponse);
    },
    talk: async (stage) => {
      const wire = await stage.connect();
      for (const path of ['/1', '/2']) expectAnswer(await wire.ask(get(path)), { status: 200 });
      expectEqual(stage.events, ['undefined', '/1', 'undefined', '/2'], 'what the application finds');
    },
  },
  {
    name: 'takes what is written to tsgi.errors to the stream that it was given',
    rules: ['E25'],
    needs: ['errors'],
    app: () => (environ, startResponse) => {
      environ['tsgi.errors'].write('the disk is nearly full \u4f60\n');
      void environ['tsgi.errors'].flush();
      return hello()(environ, startResponse);
    },
    talk: async (stage) => {
      expectAnswer(await stage.ask(get()), { status: 200 });
      await stage.reported('the disk is nearly full \u4f60\n');
    },
  },
];
