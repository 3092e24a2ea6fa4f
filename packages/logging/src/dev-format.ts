import type { AccessRecord } from './access-record.ts';
import { oneLine, quotedText } from './escape.ts';
import type { LineFormat } from './line-format.ts';
import { plainText } from './plain-value.ts';
import { isoTime } from './wall-clock.ts';

/** The colours of a terminal (ECMA-48 §8.3.117), by what they say here. */
const RED = 31;
const GREEN = 32;
const YELLOW = 33;
const CYAN = 36;
const DIM = 2;

/** For the terminal of whoever is at work: `10:48:23  GET     200    1.2 ms    12 B  /path`, in columns. */
export function devFormat(colors: boolean): LineFormat {
  const paint = (code: number, text: string): string => (colors ? `\u001b[${code}m${text}\u001b[0m` : text);
  return {
    watched: { times: true, headers: false, content: false },
    line(record) {
      const { status } = record;
      const columns = [
        paint(DIM, isoTime(record.time).slice(11, 19)),
        quotedText(record.method).padEnd(7),
        paint(colorOf(status), status === 0 ? '---' : String(status)),
        duration(record.durationMs).padStart(8),
        size(record.responseBytes).padStart(8),
        quotedText(record.target),
      ];
      return `${columns.join(' ')}${ending(record, paint)}`;
    },
  };
}

function colorOf(status: number): number {
  if (status >= 500 || status === 0) return RED;
  if (status >= 400) return YELLOW;
  return status >= 300 ? CYAN : GREEN;
}

function ending({ ending: how, error }: AccessRecord, paint: (code: number, text: string) => string): string {
  if (how === 'complete') return '';
  if (how === 'aborted') return paint(YELLOW, '  the client went away');
  return paint(RED, oneLine(`  failed: ${plainText(error)}`));
}

function duration(millis: number): string {
  return millis < 1000 ? `${millis.toFixed(1)} ms` : `${(millis / 1000).toFixed(1)} s`;
}

function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
