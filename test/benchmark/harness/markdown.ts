// Numbers and tables as the README shows them.

import type { Bar, Section } from './report.ts';
import type { Spread } from './statistics.ts';

/** A section as a markdown heading, table and note. */
export function markdown({ title, columns, rows, note }: Section): string {
  // The first column names the contestant, all others hold numbers.
  const rule = columns.map((_, column) => (column === 0 ? '---' : '--:'));
  const table = [columns, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [`### ${title}`, '', ...table, ...(note === undefined || note === '' ? [] : ['', note]), ''].join('\n');
}

/** The bars of all tables as one section: what is required, what was measured, whether it holds. */
export function barSection(bars: readonly Bar[]): Section {
  return {
    title: 'Required',
    columns: ['bar', 'required', 'measured', 'holds'],
    rows: bars.map(({ claim, limit, least, measured }) => [
      claim,
      limit === undefined ? '—' : `${least ? '≥' : '≤'} ${limit.toFixed(2)}`,
      spreadText(measured, 2),
      verdict(limit, least, measured),
    ]),
  };
}

function verdict(limit: number | undefined, least: boolean | undefined, measured: Spread | undefined): string {
  if (limit === undefined) return '—';
  if (measured === undefined) return 'not measured';
  return (least ? measured.median >= limit : measured.median <= limit) ? 'yes' : '**no**';
}

/** `12.3 (11.9–13.0)`: the median, then the smallest and the largest. */
export function spreadText(value: Spread | undefined, digits: number): string {
  if (value === undefined) return '—';
  const { median, min, max } = value;
  // Of a single round there is nothing more to say.
  if (min === max) return median.toFixed(digits);
  return `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
}

/** What to say when the machine was disturbed in some rounds; nothing when it was not. */
export function disturbanceNote(disturbed: number, rounds: number): string {
  return disturbed === 0 ? '' : `The machine was busy with something else in ${disturbed} of ${rounds} rounds.`;
}

/** A median alone, grouped in thousands. */
export function wholeText(value: Spread | undefined): string {
  return value === undefined ? '—' : Math.round(value.median).toLocaleString('en');
}
