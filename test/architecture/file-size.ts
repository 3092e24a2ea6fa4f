import { parse, type Module } from './module.ts';
import type { Files, Rule } from './rule.ts';
import { sources } from './tree.ts';

/** Past this many lines of code a file has two ideas. */
const MOST = 250;

/** Lines that hold code: neither blank nor only a comment. */
function linesOfCode({ text, comments }: Module): number {
  let code = text;
  for (const { start, end } of comments) {
    code = code.slice(0, start) + code.slice(start, end).replaceAll(/[^\n]/g, ' ') + code.slice(end);
  }
  return code.split('\n').filter((line) => line.trim() !== '').length;
}

function check(files: Files): string[] {
  return sources(files).flatMap(({ path, text }) => {
    const lines = linesOfCode(parse(path, text));
    return lines > MOST ? [`${path}: ${lines} lines of code, and ${MOST} are the most`] : [];
  });
}

const lines = (count: number): string => 'export {};\n'.repeat(count);

export const fileSize: Rule = {
  sentence: `a source has at most ${MOST} lines of code`,
  check,
  breaks: [
    {
      refuses: 'one line more',
      files: { 'packages/a/src/a.ts': lines(MOST + 1) },
      finding: '251 lines of code',
    },
    {
      refuses: 'code that looks like a comment',
      files: { 'packages/a/src/a.ts': `${lines(MOST)}const a = \`\n// text\n\`;` },
      finding: '253 lines of code',
    },
  ],
  passes: [
    {
      allows: 'any number of comments and blank lines',
      files: { 'packages/a/src/a.ts': `/*\n${'why\n'.repeat(300)}*/\n\n// because\n${lines(MOST)}` },
    },
  ],
};
