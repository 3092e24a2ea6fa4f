/** The most errors of a chain of causes that are shown: one may have itself for its cause. */
const MOST_CAUSES = 8;

/** An error and its causes as text for those who run the program: stacks, where there are any. It never throws. */
export function describeError(error: unknown): string {
  return errorChain(error).map(describeAlone).join('\ncaused by: ');
}

/** An error, its cause, the cause's cause, …: at least one. */
export function errorChain(error: unknown): readonly [unknown, ...unknown[]] {
  const chain: [unknown, ...unknown[]] = [error];
  let last = error;
  while (last instanceof Error && last.cause !== undefined && chain.length < MOST_CAUSES)
    chain.push((last = last.cause));
  return chain;
}

/** An error without its causes, or whatever else was thrown: it may be a value that throws when it is looked at. */
export function describeAlone(error: unknown): string {
  try {
    if (typeof error === 'string') return error;
    if (!(error instanceof Error)) return json(error) ?? typeof error;
    const text = error.stack ?? String(error);
    const inner =
      error instanceof AggregateError ? error.errors.slice(0, MOST_CAUSES).map((each) => `\n- ${String(each)}`) : [];
    return text + inner.join('');
  } catch {
    return `a value that cannot be shown, of type ${typeof error}`;
  }
}

/** Of a function or a symbol there is none, which the declaration of JSON.stringify does not say. */
function json(value: unknown): string | undefined {
  return JSON.stringify(value);
}
