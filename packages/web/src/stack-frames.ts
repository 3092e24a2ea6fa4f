/** One call on the stack of an error. */
export interface StackFrame {
  /** The function's name; `''` where it has none. */
  readonly name: string;
  /** The path or URL of the file. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/**
 * The calls in an error's stack, the innermost first, as V8 (`at name (file:1:2)`) or others (`name@file:1:2`) write
 * them. The error's message is not taken for a part of the stack, whatever it holds: it may be a client's.
 */
export function stackFrames(error: Error): StackFrame[] {
  const { stack = '', message } = error;
  const end = stack.indexOf(message) + message.length;
  if (end < message.length && message.includes('\n')) return [];
  return stack
    .slice(Math.max(0, end))
    .split('\n')
    .flatMap((line) => parseFrame(line) ?? []);
}

function parseFrame(line: string): StackFrame | undefined {
  const [, v8] = /^\s*at (?:async )?(.*)$/.exec(line) ?? [];
  const [, name = '', file, row, column] =
    (v8 === undefined
      ? /^([^@]*)@(.*):(\d+):(\d+)$/.exec(line)
      : (/^(.*?) \((.*):(\d+):(\d+)\)$/.exec(v8) ?? /^()(.*):(\d+):(\d+)$/.exec(v8))) ?? [];
  if (file === undefined) return undefined;
  return { name: name === '<anonymous>' ? '' : name, file, line: Number(row), column: Number(column) };
}
