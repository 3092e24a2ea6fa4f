// What a browser sends: some 700 bytes in 16 headers. A bare `GET` would flatter whoever parses slowly.

/**
 * A GET as Chrome sends it for a page of a site it has been to, as text.
 *
 * The same bytes go to every server of a table; `Host` names none of them, so that they stay the same.
 */
export function browserRequest(
  target: string,
  cookie: string = '_ga=GA1.1.512431.1712345678; theme=dark; lang=zh-CN',
): string {
  return [
    `GET ${target} HTTP/1.1`,
    'Host: bench.example:8002',
    'Connection: keep-alive',
    'Cache-Control: max-age=0',
    'sec-ch-ua: "Chromium";v="140", "Not=A?Brand";v="24", "Google Chrome";v="140"',
    'sec-ch-ua-mobile: ?0',
    'sec-ch-ua-platform: "Linux"',
    'Upgrade-Insecure-Requests: 1',
    'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8',
    'Sec-Fetch-Site: none',
    'Sec-Fetch-Mode: navigate',
    'Sec-Fetch-User: ?1',
    'Sec-Fetch-Dest: document',
    'Accept-Encoding: gzip, deflate, br, zstd',
    'Accept-Language: zh-CN,zh;q=0.9,en;q=0.8',
    `Cookie: ${cookie}`,
    '',
    '',
  ].join('\r\n');
}
