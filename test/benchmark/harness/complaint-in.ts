// What went wrong in another process, from what it wrote to standard error.

/** The line of a stack trace that says what is wrong, else the first line. */
export function complaintIn(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  return lines.find((line) => /^\w*(Error|Exception)\b/.test(line)) ?? lines.find(Boolean) ?? 'without a word';
}
