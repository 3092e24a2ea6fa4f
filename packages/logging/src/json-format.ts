import type { AccessRecord } from './access-record.ts';
import { flat, jsonText } from './escape.ts';
import type { LineFormat } from './line-format.ts';
import { microseconds, type RecordField, type RecordFields } from './record-fields.ts';
import { recordLevel } from './record-level.ts';
import { isoTime } from './wall-clock.ts';

/** Writes a part of a line. */
type Part = (record: AccessRecord) => string;

/** A field, and what stands before its value: `,"name":`. */
interface Member extends RecordField {
  readonly key: string;
}

function member(field: RecordField): Member {
  return { ...field, key: `,${jsonText(field.name)}:` };
}

/** A record as one line of JSON: its time, its level, and its fields. */
export function jsonFormat(fields: RecordFields, watchesHeaders: boolean): LineFormat {
  const served = servedPart(fields.served.map(member));
  const asked = askedPart(fields.asked.map(member));
  const times = timesPart(fields.times.map(member));
  const client = clientPart(fields.client.map(member));
  const ids = idsPart(fields.ids.map(member));
  const headers = fields.headers.map(member);
  const line: Part = (record) =>
    `{"time":"${isoTime(record.time)}${served(record)}${asked(record)}${times(record)}${client(record)}${ids(record)}`;
  return {
    watched: { times: true, content: true, headers: watchesHeaders },
    line:
      headers.length === 0 ? (record) => `${line(record)}}` : (record) => `${line(record)}${members(headers, record)}}`,
  };
}

// The text of a part is made anew when one of its values is another than in the record before. Each part is spelled out:
// values that are gone through in a loop cost several times what it takes to compare them.

function servedPart(all: readonly Member[]): Part {
  let [method, scheme, host, name, port, protocol, status, error] = ['', '', '', '', '', '', -1, undefined as unknown];
  let text = '';
  return (record) => {
    const { environ } = record;
    if (
      record.status === status &&
      record.error === error &&
      record.method === method &&
      record.host === host &&
      record.scheme === scheme &&
      record.protocol === protocol &&
      environ.SERVER_NAME === name &&
      environ.SERVER_PORT === port
    ) {
      return text;
    }
    ({ status, error, method, host, scheme, protocol } = record);
    ({ SERVER_NAME: name, SERVER_PORT: port } = environ);
    return (text = flat(`","level":"${recordLevel(record)}"${members(all, record)}`));
  };
}

function askedPart(all: readonly Member[]): Part {
  let [path, query, route, requestBytes, responseBytes] = ['', '', '' as string | undefined, -1, -1];
  let text = '';
  return (record) => {
    if (
      record.path === path &&
      record.query === query &&
      record.route === route &&
      record.requestBytes === requestBytes &&
      record.responseBytes === responseBytes
    ) {
      return text;
    }
    ({ path, query, route, requestBytes, responseBytes } = record);
    return (text = flat(members(all, record)));
  };
}

function timesPart(all: readonly Member[]): Part {
  const [head = '', whole = ''] = all.map(({ key }) => key);
  return ({ headMs, durationMs }) =>
    headMs === undefined
      ? `${whole}${decimalSeconds(durationMs)}`
      : `${head}${decimalSeconds(headMs)}${whole}${decimalSeconds(durationMs)}`;
}

function clientPart(all: readonly Member[]): Part {
  let [client, userAgent, referrer, user] = ['', '', '', ''] as (string | undefined)[];
  let text = '';
  return (record) => {
    if (
      record.client === client &&
      record.userAgent === userAgent &&
      record.referrer === referrer &&
      record.user === user
    ) {
      return text;
    }
    ({ client, userAgent, referrer, user } = record);
    return (text = flat(members(all, record)));
  };
}

function idsPart(all: readonly Member[]): Part {
  return (record) => {
    const { requestId, traceId, spanId } = record;
    return requestId === undefined && traceId === undefined && spanId === undefined ? '' : members(all, record);
  };
}

/** `,"name":value` of each field that has one. */
function members(all: readonly Member[], record: AccessRecord): string {
  let text = '';
  for (const { key, kind, of } of all) {
    const value = of(record);
    if (value !== undefined && value !== '') text += key + valueText(kind, value);
  }
  return text;
}

function valueText(kind: RecordField['kind'], value: string | number): string {
  if (typeof value === 'string') return kind === 'list' ? `[${jsonText(value)}]` : jsonText(value);
  return kind === 'seconds' ? decimalSeconds(value) : String(value);
}

/** The texts of short times, by microseconds: most requests take few. */
const SHORT = Array.from({ length: 4096 }, () => '');

/** Written digit by digit: the shortest form of a fraction takes longer to find than all else of a line. */
function decimalSeconds(millis: number): string {
  const micros = microseconds(millis);
  if (micros >= 0 && micros < SHORT.length) return (SHORT[micros] ||= digits(micros));
  return digits(micros);
}

function digits(micros: number): string {
  const whole = Math.floor(micros / 1e6);
  return flat(`${whole}.${String(micros - whole * 1e6 + 1e6).slice(1)}`);
}
