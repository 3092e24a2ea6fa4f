import { expect, test } from 'vitest';

import { formatReport } from '@tsgi/contract';

test('has the time, what it happened to, and what happened', () => {
  expect(formatReport('GET /', 'Error: no\n    at here')).toMatch(
    /^\d{4}-\d\d-\d\dT[\d:.]+Z GET \/: Error: no\n {4}at here\n$/,
  );
});

test.each(['\n', '\r\n', '\n\n', '\n\t\n'])(
  'has one line that is not indented, whatever a message holds: %j',
  (lineBreak) => {
    const forged = formatReport('GET /', `Error: a${lineBreak}2026-11-27T00:00:00.000Z GET /: Error: b\n}`);
    expect(forged.match(/^\S.*/gm)).toHaveLength(1);
  },
);

test.each([
  ['\u001b[2J', String.raw`\u001b[2J`],
  ['\u009b2J', String.raw`\u009b2J`],
  ['a\rb', String.raw`a\u000db`],
  ['\u0000\u0008\u007f\u2028', String.raw`\u0000\u0008\u007f\u2028`],
  ['a\tb ü €', 'a\tb ü €'],
])('escapes what a terminal takes for a command: %j', (text, shown) => {
  expect(formatReport(`GET /${text}`, text).slice(25)).toBe(`GET /${shown}: ${shown}\n`);
});
