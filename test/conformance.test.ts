/** Every server against all that the specification asks of servers. docs/servers.md tells it; `TSGI_WRITE_DOCS=1` writes it. */

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { type Capability, declareTests, serverConformance } from '@tsgi/validator';
import { afterAll, describe, expect, test } from 'vitest';

import { type Examined, render } from './servers/document.ts';
import { Runtime } from './servers/runtime.ts';
import type { Subject } from './servers/subject.ts';
import { SUBJECTS } from './servers/subjects.ts';

const file = path.join(import.meta.dirname, '../docs/servers.md');
const TABLE = /(?<=<!-- conformance -->\n)[^]*(?=\n<!-- \/conformance -->)/;
const writes = process.env['TSGI_WRITE_DOCS'] === '1';

const examined: Examined[] = SUBJECTS.map(examine);

function examine(subject: Subject): Examined {
  const { start } = subject;
  const lacks = Object.keys(subject.lacks) as Capability[];
  return { subject, cases: start instanceof Runtime ? start.cases(lacks) : serverConformance(start, { lacks }) };
}

describe.each(examined)('$subject.name', ({ subject, cases }) => {
  afterAll(() => {
    if (subject.start instanceof Runtime) subject.start.close();
  });

  // What a server lacks is told in the document, and no test of it is declared.
  const asked = cases.filter(({ skip }) => skip === undefined);
  const sound = asked.filter(({ name }) => !Object.hasOwn(subject.faults, name));
  declareTests(sound, { describe, test });

  const faulty = asked.filter(({ name }) => Object.hasOwn(subject.faults, name));
  test.each(faulty)('is kept by what it stands on from this: it $name', async ({ run }) => {
    await expect(run(), 'the fault is gone').rejects.toThrow(/./);
  });

  test('has no fault that there is no case for', () => {
    expect(Object.keys(subject.faults).toSorted()).toEqual(faulty.map(({ name }) => name).toSorted());
  });
});

test('docs/servers.md tells what was seen', () => {
  const told = render(examined);
  const text = readFileSync(file, 'utf8');
  const shown = writes ? text.replace(TABLE, () => told) : text;
  if (shown !== text) writeFileSync(file, shown);
  expect(TABLE.exec(shown)?.[0]).toBe(told);
});
