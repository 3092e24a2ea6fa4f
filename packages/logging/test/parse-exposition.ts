/** A strict reader of Prometheus's text format 0.0.4 and of OpenMetrics 1.0, for tests: what it does not expect, it refuses. */

/** One line with a value. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A metric with all its lines. */
export interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly unit: string | undefined;
  readonly samples: readonly Sample[];
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const SUFFIXES: Readonly<Record<string, readonly string[]>> = { gauge: [''], histogram: ['_bucket', '_sum', '_count'] };

/** @throws {Error} for what either format forbids, and for a histogram that is none. */
export function parseExposition(text: string, format: 'prometheus' | 'openmetrics'): Map<string, Family> {
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new Error('the last line has no end');
  if (format === 'openmetrics' && lines.pop() !== '# EOF') throw new Error('there is no # EOF');
  const families = new Map<string, Family & { samples: Sample[] }>();
  let current: (Family & { samples: Sample[] }) | undefined;
  let head: { name: string; help?: string; type?: string; unit?: string } | undefined;
  const seen = new Set<string>();
  for (const line of lines) {
    const comment = /^# (HELP|TYPE|UNIT) (\S+) (.*)$/.exec(line);
    if (comment !== null) {
      const [, keyword = '', name = '', rest = ''] = comment;
      if (keyword === 'UNIT' && format !== 'openmetrics') throw new Error(`no UNIT in this format: ${line}`);
      if (head?.name !== name) {
        if (families.has(name)) throw new Error(`a second time: ${line}`);
        head = { name };
      }
      const key = keyword.toLowerCase() as 'help' | 'type' | 'unit';
      if (head[key] !== undefined) throw new Error(`a second time: ${line}`);
      head[key] = rest;
      current = undefined;
      continue;
    }
    if (current === undefined) {
      if (head?.type === undefined || head.help === undefined) throw new Error(`no TYPE and HELP before: ${line}`);
      const { name, help, type, unit } = head;
      if (unit !== undefined && !name.endsWith(`_${unit}`))
        throw new Error(`${name} does not end in its unit, ${unit}`);
      current = { name, help, type, unit, samples: [] };
      families.set(name, current);
    }
    const sample = parseSample(line);
    const suffix = sample.name.slice(current.name.length);
    if (!sample.name.startsWith(current.name) || !SUFFIXES[current.type]?.includes(suffix)) {
      throw new Error(`no line of the ${current.type} ${current.name}: ${line}`);
    }
    const identity = sample.name + JSON.stringify(Object.entries(sample.labels).map(String).toSorted());
    if (seen.has(identity)) throw new Error(`a second time: ${line}`);
    seen.add(identity);
    current.samples.push(sample);
  }
  for (const family of families.values()) if (family.type === 'histogram') checkHistogram(family, format);
  return families;
}

function parseSample(line: string): Sample {
  const match = /^([^{ ]+)(?:\{(.*)\})? (\S+)$/.exec(line);
  const [, name = '', inside = '', value = ''] = match ?? [];
  if (match === null || !NAME.test(name)) throw new Error(`no sample: ${line}`);
  const labels: Record<string, string> = {};
  for (let rest = inside; rest !== '';) {
    const label = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\[\\"n])*)"(?:,(?=.)|$)/.exec(rest);
    if (label === null) throw new Error(`no label at ${rest}`);
    const [whole, key = '', escaped = ''] = label;
    if (key in labels) throw new Error(`the label ${key} twice: ${line}`);
    labels[key] = escaped.replaceAll(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
    rest = rest.slice(whole.length);
  }
  if (!/^(?:[+-]?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|Inf)|NaN)$/.test(value)) throw new Error(`no number: ${line}`);
  return { name, labels, value: Number(value.replace('Inf', 'Infinity')) };
}

/** Each series has buckets that rise up to `+Inf`, whose count is the count. */
function checkHistogram({ name, samples }: Family, format: 'prometheus' | 'openmetrics'): void {
  const series = Map.groupBy(samples, ({ labels }) => JSON.stringify({ ...labels, le: undefined }));
  for (const [labels, lines] of series) {
    const buckets = lines.filter((line) => line.name === `${name}_bucket`);
    const count = lines.find((line) => line.name === `${name}_count`)?.value;
    const sum = lines.find((line) => line.name === `${name}_sum`)?.value;
    const bounds = buckets.map(({ labels: { le = '' } }) => Number(le.replace('Inf', 'Infinity')));
    if (sum === undefined || count === undefined) throw new Error(`${name}${labels} has no sum or no count`);
    if (buckets.at(-1)?.labels['le'] !== '+Inf' || buckets.at(-1)?.value !== count) {
      throw new Error(`${name}${labels} has no bucket for all`);
    }
    if (!rises(bounds) || !rises(buckets.map(({ value }) => value))) throw new Error(`${name}${labels} does not rise`);
    const floats = buckets.every(({ labels: { le = '' } }) => /[.I]/.test(le));
    if (format === 'openmetrics' && !floats) throw new Error(`${name}${labels} has bounds that are no floats`);
  }
}

function rises(values: readonly number[]): boolean {
  return values.every((value, at) => at === 0 || value >= values[at - 1]!);
}
