import type {
  Body,
  Environ,
  FileWrapper,
  HeaderList,
  SendInformational,
  SendTrailers,
  Status,
  Upgrade,
} from '@tsgi/contract';

import { checkHeaders, checkTrailers } from './check-headers.ts';
import type { CheckedExchange } from './checked-exchange.ts';
import { shown } from './seam.ts';

const INTERIM_STATUS = /^1[0-9]{2} [\x20-\x7e]*$/;

/** Puts a checked form of each capability that the environ has in its place. */
export function checkCapabilities(exchange: CheckedExchange, environ: Environ): void {
  const informational = environ['tsgi.informational'];
  const trailers = environ['tsgi.trailers'];
  const fileWrapper = environ['tsgi.file_wrapper'];
  const upgrade = environ['tsgi.upgrade'];
  if (informational !== undefined) environ['tsgi.informational'] = checkedInformational(exchange, informational);
  if (trailers !== undefined) environ['tsgi.trailers'] = checkedTrailers(exchange, trailers);
  if (fileWrapper !== undefined) environ['tsgi.file_wrapper'] = checkedFileWrapper(exchange, fileWrapper);
  if (upgrade !== undefined) environ['tsgi.upgrade'] = checkedUpgrade(exchange, upgrade);
}

function checkedInformational({ seam }: CheckedExchange, send: SendInformational): SendInformational {
  return (status, headers) => {
    if (!isInterim(status)) seam.breach('A26', `gave tsgi.informational the status ${shown(status)}`);
    const names = checkHeaders(seam, 'tsgi.informational', headers);
    if (names.includes('content-length')) seam.breach('A26', 'gave tsgi.informational a Content-Length');
    send(status, headers);
  };
}

function isInterim(status: unknown): status is Status {
  if (typeof status !== 'string' || !INTERIM_STATUS.test(status)) return false;
  const code = Number(status.slice(0, 3));
  return code >= 102;
}

function checkedTrailers(exchange: CheckedExchange, send: SendTrailers): SendTrailers {
  const { seam, start } = exchange;
  return (fields) => {
    if (typeof fields !== 'function') seam.breach('A27', `called tsgi.trailers with ${shown(fields)}`);
    if (start.trailers) seam.breach('A27', 'called tsgi.trailers a second time');
    if (exchange.delivered > 0 || (exchange.settled && exchange.array !== undefined)) {
      seam.breach('A27', 'called tsgi.trailers after its body had begun');
    }
    if (start.contentLength >= 0) seam.breach('A27', 'called tsgi.trailers after it had given a Content-Length');
    start.trailers = true;
    send(() => {
      const list: HeaderList = fields();
      checkTrailers(seam, list);
      return list;
    });
  };
}

function checkedFileWrapper(exchange: CheckedExchange, wrap: FileWrapper): FileWrapper {
  return (file, range) => {
    const { start = 0, end = Infinity } = range ?? {};
    if (!isFile(file)) exchange.seam.breach('A30', `gave tsgi.file_wrapper the file ${shown(file)}`);
    if (!isOffset(start) || (end !== Infinity && !isOffset(end)) || start > end) {
      exchange.seam.breach('A30', `gave tsgi.file_wrapper the range from ${shown(start)} to ${shown(end)}`);
    }
    const body: Body = range === undefined ? wrap(file) : wrap(file, range);
    exchange.files ??= new Set();
    exchange.files.add(body);
    return body;
  };
}

/** Whether it is a path, or an open file. */
function isFile(file: unknown): boolean {
  if (typeof file !== 'object' || file === null) return typeof file === 'string' && file !== '';
  return 'read' in file && typeof file.read === 'function' && 'close' in file && typeof file.close === 'function';
}

function isOffset(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0;
}

function checkedUpgrade(exchange: CheckedExchange, upgrade: Upgrade): Upgrade {
  return (headers, handler) => {
    const { seam, start } = exchange;
    if (start.started) seam.breach('A29', 'called tsgi.upgrade after startResponse');
    if (exchange.upgraded !== undefined) seam.breach('A29', 'called tsgi.upgrade a second time');
    checkHeaders(seam, 'tsgi.upgrade', Array.isArray(headers) ? headers.filter(isNoUpgrade) : headers);
    const body = upgrade(headers, handler);
    start.upgraded = true;
    exchange.upgraded = body;
    return body;
  };
}

/** All but the field that names the protocol, which stands nowhere else (rule A9). */
function isNoUpgrade(header: unknown): boolean {
  return !Array.isArray(header) || String(header[0]).toLowerCase() !== 'upgrade';
}
