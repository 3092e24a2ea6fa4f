import type { AccessRecord } from './access-record.ts';
import { flat, jsonText } from './escape.ts';
import { LineBytes } from './line-bytes.ts';
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

/** The parts of a line beside its times, in order. */
interface Parts {
  readonly served: Part;
  readonly asked: Part;
  readonly client: Part;
  readonly end: Part;
}

/** A record as one line of JSON: its time, its level, and its fields. */
export function jsonFormat(fields: RecordFields, watchesHeaders: boolean): LineFormat {
  const parts: Parts = {
    served: servedPart(fields.served.map(member)),
    asked: askedPart(fields.asked.map(member)),
    client: clientPart(fields.client.map(member)),
    end: endPart(fields.ids.map(member), fields.headers.map(member)),
  };
  const names = timeNames(fields.times.map(member));
  const { served, asked, client, end } = parts;
  return {
    watched: { times: true, content: true, headers: watchesHeaders },
    line: (record) =>
      `${START}${isoTime(record.time)}${served(record)}${asked(record)}${timesText(names, record)}${client(record)}${end(record)}`,
    bytes: bytesOf(parts, names),
  };
}

const START = '{"time":"';
/** The digits of a second, and those behind it, as in `0.000042`. */
const SECONDS = 1;
const MICROS = 6;
const SECONDS_LENGTH = SECONDS + 1 + MICROS;

/**
 * The same as bytes. Where only the times differ from the record before, only they are replaced: to put a line together
 * from texts, and then encode it, costs several times as much.
 */
function bytesOf({ served, asked, client, end }: Parts, names: TimeNames): (record: AccessRecord) => Uint8Array {
  const line = new LineBytes();
  let [time, one, two, three, four] = ['', '', '', '', ''];
  let [headAt, wholeAt] = [0, 0];
  return (record) => {
    const moment = isoTime(record.time);
    const first = served(record);
    const second = asked(record);
    const third = client(record);
    const last = end(record);
    const { headMs, durationMs } = record;
    const head = headMs === undefined ? -1 : microseconds(headMs);
    const whole = microseconds(durationMs);
    const isFixed = isFixedWidth(head) && isFixedWidth(whole);
    if (
      isFixed &&
      first === one &&
      second === two &&
      third === three &&
      last === four &&
      moment.length === time.length
    ) {
      if (moment !== time) line.putText(START.length, (time = moment));
      putSeconds(line, headAt, head);
      putSeconds(line, wholeAt, whole);
      return line.bytes;
    }
    // A line of another width has its times elsewhere: the next is not made from it.
    [time, one, two, three, four] = [isFixed ? moment : '', first, second, third, last];
    headAt = START.length + moment.length + first.length + second.length + names.head.length;
    wholeAt = headAt + SECONDS_LENGTH + names.whole.length;
    return line.encode(START + moment + first + second + timesText(names, record) + third + last);
  };
}

/** Whether a time is written in one fixed width: as `0.000000` to `9.999999`. */
function isFixedWidth(micros: number): boolean {
  return micros >= 0 && micros < 10 ** (SECONDS + MICROS);
}

function putSeconds(line: LineBytes, at: number, micros: number): void {
  const seconds = (micros / 1e6) | 0;
  line.putNumber(at, SECONDS, seconds);
  line.putNumber(at + SECONDS + 1, MICROS, micros - seconds * 1e6);
}

// The text of a part is made anew when one of its values differs from the record before. Each part is spelled out: a loop
// over the values costs several times what comparing them does.

function servedPart(all: readonly Member[]): Part {
  let [method, scheme, host, name, port, protocol, status, error] = ['', '', '', '', '', '', -1, undefined as unknown];
  let ending = '';
  let text = '';
  return (record) => {
    const { environ } = record;
    if (
      record.status === status &&
      // `undefined` can be thrown, too.
      record.error === error &&
      record.ending === ending &&
      record.method === method &&
      record.host === host &&
      record.scheme === scheme &&
      record.protocol === protocol &&
      environ.SERVER_NAME === name &&
      environ.SERVER_PORT === port
    ) {
      return text;
    }
    ({ status, error, ending, method, host, scheme, protocol } = record);
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

/** What stands before the times, as in `,"name":`. */
interface TimeNames {
  readonly head: string;
  readonly whole: string;
}

function timeNames([head, whole]: readonly Member[]): TimeNames {
  return { head: head!.key, whole: whole!.key };
}

function timesText(names: TimeNames, { headMs, durationMs }: AccessRecord): string {
  const whole = names.whole + decimalSeconds(durationMs);
  return headMs === undefined ? whole : names.head + decimalSeconds(headMs) + whole;
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

/** What belongs to one exchange alone, if there is anything, and the end. */
function endPart(ids: readonly Member[], headers: readonly Member[]): Part {
  return (record) => {
    const { requestId, traceId, spanId } = record;
    const named = requestId !== undefined || traceId !== undefined || spanId !== undefined;
    if (!named && headers.length === 0) return '}';
    return `${named ? members(ids, record) : ''}${members(headers, record)}}`;
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
