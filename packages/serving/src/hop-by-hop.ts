/** Fields about the connection, which are the server's to say (RFC 9110 §7.6.1, PEP 3333; rule A9). In lower case. */
export const HOP_BY_HOP: ReadonlySet<string> = new Set(
  `connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding
   upgrade`.split(/\s+/),
);
