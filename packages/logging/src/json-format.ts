import type { AccessRecord } from './access-record.ts';
import { jsonText } from './escape.ts';
import type { LineFormat } from './line-format.ts';
import { microseconds, type RecordField } from './record-fields.ts';
import { recordLevel } from './record-level.ts';
import { isoTime } from './wall-clock.ts';

/** A record as one line of JSON: its time, its level, and its fields. */
export function jsonFormat(fields: readonly RecordField[], watchesHeaders: boolean): LineFormat {
  const members = fields.map((field) => [`,${jsonText(field.name)}:`, field] as const);
  return {
    watched: { times: true, content: true, headers: watchesHeaders },
    line(record) {
      let line = `{"time":"${isoTime(record.time)}","level":"${recordLevel(record)}"`;
      for (const [key, field] of members) {
        const value = valueText(field, record);
        if (value !== '') line += key + value;
      }
      return `${line}}`;
    },
  };
}

function valueText({ kind, of }: RecordField, record: AccessRecord): string {
  const value = of(record);
  if (value === undefined || value === '') return '';
  if (typeof value === 'string') return kind === 'list' ? `[${jsonText(value)}]` : jsonText(value);
  return kind === 'seconds' ? decimalSeconds(value) : String(value);
}

/** Written digit by digit: the shortest form of a fraction takes longer to find than all else of a line. */
function decimalSeconds(millis: number): string {
  const micros = microseconds(millis);
  const whole = Math.floor(micros / 1e6);
  return `${whole}.${String(micros - whole * 1e6 + 1e6).slice(1)}`;
}
