/** A part as a browser writes it. */
export interface WrittenPart {
  readonly name: string;
  readonly filename?: string;
  readonly type?: string;
  readonly content: string;
}

/** A multipart body with the boundary `b`, as browsers write it (HTML §4.10.22.8). */
export function multipart(parts: readonly WrittenPart[]): string {
  const written = parts.map(({ name, filename, type, content }) => {
    const file = filename === undefined ? '' : `; filename="${quoted(filename)}"`;
    const typed = type === undefined ? '' : `Content-Type: ${type}\r\n`;
    return `--b\r\nContent-Disposition: form-data; name="${quoted(name)}"${file}\r\n${typed}\r\n${content}\r\n`;
  });
  return `${written.join('')}--b--\r\n`;
}

function quoted(text: string): string {
  return text.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
}
