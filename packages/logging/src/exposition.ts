/** Metrics as text: Prometheus's exposition format 0.0.4, and OpenMetrics 1.0. */

import type { Histogram } from './histogram.ts';
import type { MetricAttributes } from './metric-attributes.ts';

/** Which of the two. */
export type ExpositionFormat = 'prometheus' | 'openmetrics';

/** Their media types. */
export const MEDIA_TYPES: Readonly<Record<ExpositionFormat, string>> = {
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

/** A metric with all its series. */
export interface MetricFamily {
  /** Its name, with the unit at its end. */
  readonly name: string;
  readonly help: string;
  /** The unit that the name ends in, where it has one. */
  readonly unit?: string;
  readonly series: readonly { readonly attributes: MetricAttributes; readonly value: number | Histogram }[];
}

/** All of them as one text. */
export function exposition(families: readonly MetricFamily[], format: ExpositionFormat): string {
  const open = format === 'openmetrics';
  let text = '';
  for (const { name, help, unit, series } of families) {
    const kind = typeof series[0]?.value === 'number' ? 'gauge' : 'histogram';
    text += `# HELP ${name} ${escapedHelp(help, open)}\n# TYPE ${name} ${kind}\n`;
    if (open && unit !== undefined) text += `# UNIT ${name} ${unit}\n`;
    for (const { attributes, value } of series) {
      const labels = labelsOf(attributes);
      text +=
        typeof value === 'number' ? `${name}${braced(labels)} ${value}\n` : histogramText(name, labels, value, open);
    }
  }
  return open ? `${text}# EOF\n` : text;
}

function histogramText(name: string, labels: string, { bounds, counts, sum }: Histogram, open: boolean): string {
  const before = labels === '' ? '' : `${labels},`;
  let text = '';
  let count = 0;
  for (let at = 0; at < counts.length; at++) {
    count += counts[at]!;
    const bound = at === bounds.length ? '+Inf' : boundText(bounds[at]!, open);
    text += `${name}_bucket{${before}le="${bound}"} ${count}\n`;
  }
  return `${text}${name}_sum${braced(labels)} ${sum}\n${name}_count${braced(labels)} ${count}\n`;
}

/** OpenMetrics wants a bound to be a float to the eye: `1.0`. */
function boundText(bound: number, open: boolean): string {
  return open && Number.isInteger(bound) && Math.abs(bound) < 1e21 ? `${bound}.0` : String(bound);
}

function labelsOf(attributes: MetricAttributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${labelName(name)}="${escapedValue(String(value))}"`)
    .join(',');
}

function braced(labels: string): string {
  return labels === '' ? '' : `{${labels}}`;
}

/** A name of OpenTelemetry's as a name of Prometheus's: `http.route` is `http_route`. */
export function labelName(name: string): string {
  return name.replaceAll('.', '_');
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n' };

function escapedValue(text: string): string {
  return text.replaceAll(/[\\"\n]/g, (char) => ESCAPES[char]!);
}

/** In a help text quotes stand as they are, but for OpenMetrics. */
function escapedHelp(text: string, open: boolean): string {
  return text.replaceAll(open ? /[\\"\n]/g : /[\\\n]/g, (char) => ESCAPES[char]!);
}
