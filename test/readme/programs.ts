/** The `ts` blocks of a Markdown document, as programs. */

/** One block. */
export interface Program {
  /** Path of the document, from the top of the repository. */
  readonly document: string;
  /** The line of the document on which the code begins, from 1. */
  readonly line: number;
  readonly code: string;
  /** Whether it is run. A block marked `no-run` needs what a test has not, and is compiled only. */
  readonly runs: boolean;
  /** What it says that it prints, behind `// → `; absent where it says nothing. */
  readonly prints?: readonly string[];
}

const BLOCK = /^```ts(?: (.+))?\n([^]*?)^```$/gm;

/**
 * Every `ts` block of `text`. Each is a program by itself.
 * @throws {Error} for a mark behind `ts` that means nothing here.
 */
export function programsIn(document: string, text: string): Program[] {
  return [...text.matchAll(BLOCK)].map(({ index, 1: mark, 2: code = '' }) => {
    const line = text.slice(0, index).split('\n').length + 1;
    if (mark !== undefined && mark !== 'no-run') throw new Error(`${document}:${line}: \`${mark}\` is no known mark`);
    const prints = [...code.matchAll(/ \/\/ → (.*)$/gm)].map((match) => match[1] ?? '');
    return { document, line, code, runs: mark === undefined, ...(prints.length > 0 && { prints }) };
  });
}
