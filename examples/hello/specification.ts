/** `docs/specification.md`: its text, and which of its rules is about which key of the environ. */

import { readFileSync } from 'node:fs';

/** The Markdown text. */
export const specification: string = readFileSync(new URL('../../docs/specification.md', import.meta.url), 'utf8');

/** One rule about one key of the environ: `HTTP_*` and `owner.name` stand for all of their form. */
export interface KeyRule {
  /** The rule's id, which is its anchor too: `E4`. */
  readonly id: string;
  readonly key: string;
  /** The heading below which it stands. */
  readonly heading: string;
}

const HEADING = /^#+ (.+)$/;
const KEY_RULE = /^- <a id="(E\d+)"><\/a>\*\*\1\*\* [A-Z]+ · `([^`]+)`/;

/** The rules about keys, in the specification's order. */
export const keyRules: readonly KeyRule[] = readKeyRules();

function readKeyRules(): KeyRule[] {
  const rules: KeyRule[] = [];
  let heading = '';
  for (const line of specification.split('\n')) {
    heading = HEADING.exec(line)?.[1] ?? heading;
    const [, id, key] = KEY_RULE.exec(line) ?? [];
    if (id !== undefined && key !== undefined) rules.push({ id, key, heading });
  }
  return rules;
}

/** The rule about `key`: its own, or that of its form. */
export function ruleOf(key: string): KeyRule {
  const form = key.startsWith('HTTP_') ? 'HTTP_*' : 'owner.name';
  const rule = keyRules.find((each) => each.key === key) ?? keyRules.find((each) => each.key === form);
  if (rule === undefined) throw new Error(`docs/specification.md has no rule about ${key}`);
  return rule;
}
