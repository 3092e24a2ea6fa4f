import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import { H3, serve, serveStatic } from 'h3';

import { sayPort } from './say-port.ts';

const [root = ''] = process.argv.slice(2);
const ENCODINGS = new Map([
  ['.br', 'br'],
  ['.gz', 'gzip'],
]);
const fileOf = (id: string): string => path.join(root, id);
const app = new H3().use((event) =>
  serveStatic(event, {
    indexNames: ['/index.html'],
    encodings: { br: '.br', gzip: '.gz' },
    getContents: (id) => readFile(fileOf(id)),
    async getMeta(id) {
      const stats = await stat(fileOf(id)).catch(() => undefined);
      const encoding = ENCODINGS.get(path.extname(id));
      return stats?.isFile()
        ? { size: stats.size, mtime: stats.mtimeMs, ...(encoding !== undefined && { encoding }) }
        : undefined;
    },
  }),
);
const server = serve(app, { hostname: '127.0.0.1', port: 0, silent: true });
await server.ready();
sayPort(Number(new URL(server.url ?? '').port));
