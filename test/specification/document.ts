/** `docs/specification.md`, read by machine: its rules, its tables, its code. */

/** A rule, as its line in the document says it. */
export interface Rule {
  readonly id: string;
  readonly keyword: string;
  readonly sentence: string;
  readonly reason: string;
  /** `validator`, `conformance`, or `unobservable: why`. */
  readonly tag: string;
}

const RULE =
  /^- <a id="([EAMS]\d+)"><\/a>\*\*\1\*\* (MUST|SHOULD|MAY) · (\S.*?\.) — (\S.*\.) \[(validator|conformance|unobservable: \S.+)\]$/;

/** Every line that looks like a rule; one that does not parse comes back as its own text. */
export function parseRules(document: string): (Rule | string)[] {
  return document
    .split('\n')
    .filter((line) => line.startsWith('- <a id='))
    .map((line) => {
      const [, id = '', keyword = '', sentence = '', reason = '', tag = ''] = RULE.exec(line) ?? [];
      return id === '' ? line : { id, keyword, sentence, reason, tag };
    });
}

/** The text below a heading, up to the next one of its level or above. */
export function section(document: string, heading: string): string {
  const lines = document.split('\n');
  const level = /^#+/.exec(heading)?.[0].length ?? 1;
  const start = lines.indexOf(heading);
  if (start < 0) throw new Error(`the document has no heading "${heading}"`);
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => new RegExp(`^#{1,${level}} `).test(line));
  return rest.slice(0, end < 0 ? undefined : end).join('\n');
}

/** The rows of all Markdown tables in a text, without their heads. */
export function tableRows(text: string): string[][] {
  const rows: string[][] = [];
  let inHead = true;
  for (const line of text.split('\n')) {
    if (!line.startsWith('|')) inHead = true;
    else if (/^\|[-|]+\|$/.test(line)) inHead = false;
    else if (!inHead) rows.push(cells(line));
  }
  return rows;
}

function cells(line: string): string[] {
  return line
    .slice(1, line.lastIndexOf('|'))
    .split('|')
    .map((cell) => cell.trim());
}

/** The code of a text's first `ts` block. */
export function codeBlock(text: string): string {
  return /```ts\n([^]*?)```/.exec(text)?.[1] ?? '';
}

/** Every rule id that a text names, `E4 to E11` being all from one to the other. */
export function citedRules(text: string): Set<string> {
  const plain = text.replaceAll(/\[([EAMS]\d+)\]\(#\1\)/g, '$1');
  const cited = new Set(plain.match(/(?<![\w#])[EAMS][1-9]\d?\b/g));
  for (const [, letter = '', from, , to] of plain.matchAll(/\b([EAMS])(\d+) to ([EAMS])(\d+)\b/g)) {
    for (let number = Number(from); number <= Number(to); number++) cited.add(`${letter}${number}`);
  }
  return cited;
}

/** Declarations alone: no imports, no comments, and white space as single spaces. */
export function normalizeTypes(source: string): string {
  return source
    .replaceAll(/\/\*[^]*?\*\//g, '')
    .replaceAll(/^\s*\/\/.*$/gm, '')
    .replaceAll(/^import [^;]*;/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The keys of the `Environ` interface as the document writes them: `HTTP_*` and `owner.name` for the open ones. */
export function environKeys(types: string): string[] {
  const [, members = ''] = /interface Environ \{(.*?)\} export/.exec(normalizeTypes(types)) ?? [];
  return [...members.matchAll(/(?:^|;) (?:\[(\w+): [^\]]*\]|'?([\w.]+)'?\??):/g)].map(([, open, key = '']) => {
    if (open === undefined) return key;
    return open === 'header' ? 'HTTP_*' : 'owner.name';
  });
}
