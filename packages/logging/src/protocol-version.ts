/** `HTTP/1.1` as OpenTelemetry writes it: `1.1`. What has no minor version, HTTP/2 and later, is written without one. */
export function protocolVersion(protocol: string): string {
  const version = protocol.slice('HTTP/'.length);
  return version.endsWith('.0') && version !== '1.0' ? version.slice(0, -2) : version;
}
