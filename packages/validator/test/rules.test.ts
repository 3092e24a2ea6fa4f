import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ContractError } from '@tsgi/contract';
import { describe, expect, test } from 'vitest';

import { parseRules } from '../../../test/specification/document.ts';
import { RULES } from '../src/rules.ts';
import { applicationFixtures } from './fixtures/application.ts';
import { environFixtures } from './fixtures/environ.ts';
import { middlewareFixtures } from './fixtures/middleware.ts';
import { serverFixtures } from './fixtures/server.ts';
import { World } from './fixtures/world.ts';

const document = readFileSync(join(import.meta.dirname, '../../../docs/specification.md'), 'utf8');
const specified = parseRules(document).flatMap((rule) =>
  typeof rule !== 'string' && rule.tag === 'validator' ? [rule] : [],
);
const fixtures = [...environFixtures, ...applicationFixtures, ...middlewareFixtures, ...serverFixtures];

describe('the specification, the table of rules and the fixtures', () => {
  test('have the same rules', () => {
    const ids = specified.map(({ id }) => id);
    expect(Object.keys(RULES)).toEqual(ids);
    expect(fixtures.map(({ rule }) => rule)).toEqual(ids);
  });

  test('say them in the same words', () => {
    const sentences = specified.map(({ sentence }) => sentence);
    expect(Object.values(RULES).map(({ sentence }) => sentence)).toEqual(sentences);
  });

  test('lay them on the same side', () => {
    const sides = Object.entries(RULES).map(([id, { side }]) => `${id} ${side}`);
    expect(fixtures.map(({ rule, side }) => `${rule} ${side}`)).toEqual(sides);
  });
});

describe.each(fixtures)('$rule', ({ rule, side, breaks, run }) => {
  test(`catches ${breaks}`, async () => {
    const world = new World();
    const failures = await failuresOf(run, world);
    const caught = failures.find((failure) => failure instanceof ContractError) ?? written(world.log);
    expect(caught).toMatchObject({ rule, side, message: expect.stringContaining(RULES[rule].sentence) });
  });

  test(`reports nothing else where it reports ${breaks}`, async () => {
    const world = new World('reports');
    await failuresOf(run, world);
    const reported = world.reported.map((breach) => `${breach.rule} ${breach.side}`);
    expect([...new Set(reported)]).toEqual([`${rule} ${side}`]);
    expect(world.log).not.toContain('ContractError');
  });
});

/** A breach that was written to the log, for nobody was left to throw it at. */
function written(log: string): object {
  const [, side, , rule] = /^ContractError: the (\w+) ([^]*) \(rule (\w+)\)\n$/.exec(log) ?? [];
  return { rule, side, message: log };
}

/** What was thrown, at whichever side. */
async function failuresOf(run: (world: World) => unknown, world: World): Promise<unknown[]> {
  try {
    const result = await run(world);
    return typeof result === 'object' && result !== null && 'failure' in result ? [result.failure] : [];
  } catch (error) {
    return [error];
  }
}
