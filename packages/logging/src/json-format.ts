import type { AccessRecord } from './access-record.ts';
import { jsonText } from './escape.ts';
import type { LineFormat } from './line-format.ts';
import { microseconds, type RecordField, type RecordFields } from './record-fields.ts';
import { recordLevel } from './record-level.ts';
import { isoTime } from './wall-clock.ts';

/** A record as one line of JSON: its time, its level, and its fields. */
export function jsonFormat(fields: RecordFields, watchesHeaders: boolean): LineFormat {
  const runs = fields.map((together) => new Run(together));
  return {
    watched: { times: true, content: true, headers: watchesHeaders },
    line(record) {
      let line = `{"time":"${isoTime(record.time)}","level":"${recordLevel(record)}"`;
      for (const run of runs) line += run.text(record);
      return `${line}}`;
    },
  };
}

/** A run of fields. Its text is made when one of the values is another than in the record before. */
class Run {
  readonly #fields: readonly RecordField[];
  readonly #keys: readonly string[];
  readonly #values: (string | number | undefined)[];
  #text = '';

  constructor(fields: readonly RecordField[]) {
    this.#fields = fields;
    this.#keys = fields.map(({ name }) => `,${jsonText(name)}:`);
    this.#values = fields.map(() => undefined);
  }

  text(record: AccessRecord): string {
    let same = true;
    for (let i = 0; i < this.#fields.length; i++) {
      const value = this.#fields[i]!.of(record);
      if (value === this.#values[i]) continue;
      this.#values[i] = value;
      same = false;
    }
    if (!same) this.#text = this.#write();
    return this.#text;
  }

  #write(): string {
    let text = '';
    for (let i = 0; i < this.#fields.length; i++) {
      const value = this.#values[i];
      if (value !== undefined && value !== '') text += this.#keys[i]! + valueText(this.#fields[i]!.kind, value);
    }
    // To look at a character puts the pieces together, once, and not in each line that the text is part of.
    return text.charCodeAt(0) > 0 ? text : '';
  }
}

function valueText(kind: RecordField['kind'], value: string | number): string {
  if (typeof value === 'string') return kind === 'list' ? `[${jsonText(value)}]` : jsonText(value);
  return kind === 'seconds' ? decimalSeconds(value) : String(value);
}

/** Written digit by digit: the shortest form of a fraction takes longer to find than all else of a line. */
function decimalSeconds(millis: number): string {
  const micros = microseconds(millis);
  const whole = Math.floor(micros / 1e6);
  return `${whole}.${String(micros - whole * 1e6 + 1e6).slice(1)}`;
}
