/** What docs/servers.md shows between its markers. */

import type { Capability, ConformanceCase } from '@tsgi/validator';

import { CAPABILITIES } from '../../packages/validator/src/conformance/capability.ts';
import type { Subject } from './subject.ts';

/** A server, and the cases that were made for it. */
export interface Examined {
  readonly subject: Subject;
  readonly cases: readonly ConformanceCase[];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

export function render(examined: readonly Examined[]): string {
  const names = Object.keys(CAPABILITIES) as Capability[];
  const count = (title: string, of: (each: Examined) => number): string =>
    row([title, ...examined.map((each) => String(of(each)))]);
  const table = [
    row(['', ...examined.map(({ subject }) => subject.name)]),
    row(['---', ...examined.map(() => '---')]),
    ...names.map((name) =>
      row([
        `\`${name}\`: ${CAPABILITIES[name]}`,
        ...examined.map(({ subject }) => (subject.lacks[name] === undefined ? 'yes' : '**no**')),
      ]),
    ),
    count('cases that are green', ({ subject, cases }) => cases.filter((each) => isGreen(subject, each)).length),
    count(
      'cases that are red by a fault of what the server stands on',
      ({ subject, cases }) => cases.filter((each) => each.skip === undefined && each.name in subject.faults).length,
    ),
    count('cases that are skipped', ({ cases }) => cases.filter(({ skip }) => skip !== undefined).length),
  ];
  return [table.join('\n'), ...examined.map(details)].filter((text) => text !== '').join('\n\n');
}

/** Why a server lacks what it lacks, and what its faults are. */
function details({ subject, cases }: Examined): string {
  const lacks = Object.entries(subject.lacks).map(([name, why]) => `- lacks \`${name}\`: ${why}`);
  const red = cases.filter((each) => each.skip === undefined && each.name in subject.faults);
  const faults = red.map(
    ({ name, rules }) =>
      `- red: “${name}” (${rules.join(', ')}): ${subject.standsOn} by itself ${subject.faults[name]!.sentence}`,
  );
  return lacks.length + faults.length === 0 ? '' : `${subject.name}:\n\n${[...lacks, ...faults].join('\n')}`;
}

function isGreen(subject: Subject, { name, skip }: ConformanceCase): boolean {
  return skip === undefined && !(name in subject.faults);
}
