/** What a terminal takes for a command, all but the line break. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g;

/**
 * An entry for `tsgi.errors`: the time, what it happened to, and what happened. Messages of errors, and targets of
 * requests, hold what clients have sent: lines behind the first are indented, so that none passes for an entry of its
 * own, and control characters are escaped, so that none is a command to the terminal that shows them.
 */
export function formatReport(what: string, happened: string): string {
  const text = `${what}: ${happened}`
    .replaceAll('\r\n', '\n')
    .replaceAll(CONTROLS, (char) => String.raw`\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll(/\n(?=\S)/g, '\n  ');
  return `${new Date().toISOString()} ${text}\n`;
}
