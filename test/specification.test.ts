import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  citedRules,
  codeBlock,
  environKeys,
  normalizeTypes,
  parseRules,
  section,
  tableRows,
} from './specification/document.ts';

const root = join(import.meta.dirname, '..');
const document = readFileSync(join(root, 'docs/specification.md'), 'utf8');
const rules = parseRules(document).filter((rule) => typeof rule !== 'string');
const ids = new Set(rules.map((rule) => rule.id));

/** The contract's type files, in the order in which the document shows them. */
const types = ['application', 'environ', 'exchange', 'input', 'capabilities']
  .map((name) => readFileSync(join(root, `packages/contract/src/${name}.ts`), 'utf8'))
  .join('\n');

describe('the rules', () => {
  test('are one line each, with an id, a keyword, a sentence, a reason and a tag', () => {
    expect(parseRules(document).filter((rule) => typeof rule === 'string')).toEqual([]);
    expect(rules.length).toBeGreaterThan(100);
  });

  test.each(['E', 'A', 'M', 'S'])('are numbered from 1 without gaps under %s', (letter) => {
    const numbers = rules.filter((rule) => rule.id.startsWith(letter)).map((rule) => Number(rule.id.slice(1)));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  test('say each thing once', () => {
    const sentences = rules.map((rule) => rule.sentence);
    expect(sentences.length).toBe(new Set(sentences).size);
  });

  test('are for the validator only where they are a MUST', () => {
    expect(rules.filter((rule) => rule.tag === 'validator' && rule.keyword !== 'MUST')).toEqual([]);
  });
});

describe('the environ', () => {
  const keys = environKeys(types);

  test('has one rule for every key of the type, which begins with it, and no rule for another', () => {
    const environRules = rules.filter((rule) => rule.id.startsWith('E'));
    const named = environRules.map((rule) => /^`([^`]+)`/.exec(rule.sentence)?.[1]);
    expect(named.filter((key) => key !== undefined)).toEqual(keys);
  });

  test('has a table from every key to that rule', () => {
    const cells = tableRows(section(document, '## The environ')).flat();
    const links = keys.map((key) => `${key} ${cells[cells.indexOf(`\`${key}\``) + 1]}`);
    const expected = keys.map((key) => {
      const rule = rules.find(({ id, sentence }) => id.startsWith('E') && sentence.startsWith(`\`${key}\``));
      return `${key} [${rule?.id}](#${rule?.id})`;
    });
    expect(links).toEqual(expected);
  });
});

test('the types are those of the contract package', () => {
  expect(normalizeTypes(codeBlock(section(document, '## The types')))).toBe(normalizeTypes(types));
});

test('the table of states has a cell for every operation in every state', () => {
  const rows = tableRows(section(document, '## The states of an exchange'));
  expect(rows.map((row) => row.length)).toEqual(Array(5).fill(5));
  expect(rows.flat()).not.toContain('');
});

describe('PEP 3333', () => {
  const differences = tableRows(section(document, '## What differs from PEP 3333, and why'));
  const clauses = tableRows(section(document, '## Appendix: PEP 3333, clause by clause'));

  test('differs with a reason and rules', () => {
    expect(differences.length).toBeGreaterThan(10);
    const lacking = differences.filter(
      (row) => row.length !== 4 || row.includes('') || citedRules(row[3] ?? '').size === 0,
    );
    expect(lacking).toEqual([]);
  });

  test('is kept, adapted or dropped in every clause, the first two by a rule, the last with a reason', () => {
    expect(clauses.length).toBeGreaterThan(94);
    const lacking = clauses.filter(([clause = '', fate = '', why = '']) => {
      if (clause === '' || why === '' || !['kept', 'adapted', 'dropped'].includes(fate)) return true;
      return fate !== 'dropped' && citedRules(why).size === 0;
    });
    expect(lacking).toEqual([]);
  });
});

test('every rule that is cited in the packages or the documentation exists', () => {
  const unknown = [...sourceFiles(), ...files('docs')].flatMap((file) =>
    [...citedRules(readFileSync(join(root, file), 'utf8'))]
      .filter((id) => !ids.has(id))
      .map((id) => `${file} cites ${id}`),
  );
  expect(unknown).toEqual([]);
});

test('every link within the document leads to a rule', () => {
  const targets = [...document.matchAll(/\]\(#([^)]*)\)/g)].map((match) => match[1] ?? '');
  expect(targets.filter((target) => !ids.has(target))).toEqual([]);
});

function sourceFiles(): string[] {
  return readdirSync(join(root, 'packages')).flatMap((name) => files(`packages/${name}/src`));
}

function files(directory: string): string[] {
  return readdirSync(join(root, directory), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|md)$/.test(name))
    .map((name) => join(directory, name));
}
