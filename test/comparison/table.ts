/** A comparison as a table in Markdown. */

import type { Contestant } from './contestant.ts';
import type { Row, Verdict } from './row.ts';

/** What was seen of one contestant, row by row. */
export interface Column {
  readonly contestant: Contestant;
  readonly cells: readonly string[];
}

/** The versions of packages, as package.json pins them. */
export type Versions = Readonly<Record<string, string | undefined>>;

/** What of a row the table shows. */
type Shown = Pick<Row<never>, 'title' | 'note' | 'judge'>;

const MARKS: Readonly<Record<Verdict, string>> = { right: '', other: '△ ', wrong: '✗ ' };

/** Writes what there is between the marks in the document: versions, table, notes. */
export function render(rows: readonly Shown[], columns: readonly Column[], versions: Versions): string {
  const names = columns.map(({ contestant }) => contestant.name);
  const table = [
    ['', '', ...names],
    ['--:', ...columns.map(() => '---'), '---'],
    ...rows.map((row, index) => [
      String(index + 1),
      row.title,
      ...columns.map(({ cells }) => MARKS[row.judge(cells[index]!)] + cells[index]!),
    ]),
  ].map((cells) => `| ${cells.join(' | ')} |`);
  const notes = rows.map(({ note }, index) => `${index + 1}. ${note}`);
  return [sentence(columns, versions), '', ...table, '', ...notes].join('\n');
}

function sentence(columns: readonly Column[], versions: Versions): string {
  const packages = columns.flatMap(({ contestant }) => contestant.packages);
  return `Seen with ${packages.map((name) => `${name} ${versions[name]}`).join(', ')}.`;
}
