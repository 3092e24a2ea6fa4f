// Files with nginx, one worker and `sendfile`: node static-nginx.ts <root>
//
// This process only stands for it: it starts nginx, says which process works, and ends both.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { announce } from '../harness/announce.ts';

const [root = ''] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'tsgi-bench-nginx-'));
const port = await freePort();
// Else connections would end after a thousand requests, and only nginx's.
const config = `
daemon off;
worker_processes 1;
pid ${folder}/pid;
error_log stderr warn;
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  keepalive_requests 1000000000;
  client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder};
  uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
  server { listen 127.0.0.1:${port}; root ${root}; }
}
`;
// As root it gives its worker to another user, who may not read what is ours.
writeFileSync(join(folder, 'nginx.conf'), userInfo().uid === 0 ? `user root;${config}` : config);

const nginx = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'inherit' });
process.on('exit', () => {
  nginx.kill();
  rmSync(folder, { recursive: true, force: true });
});
nginx.on('exit', (code) => {
  console.error(`Error: nginx ended with ${code}`);
  process.exit(1);
});
// It listens before the one that works is there.
let worker = 0;
while (worker === 0 || !(await listens())) {
  await new Promise((resolve) => setTimeout(resolve, 20));
  worker = workerOf(nginx.pid ?? 0);
}
announce(port, worker);

/** A port that was free just now: nginx takes none that it could choose itself. */
function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port: free } = server.address() as AddressInfo;
    server.close(() => resolve(free));
  });
  return promise;
}

function listens(): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1', () => {
    socket.destroy();
    resolve(true);
  });
  socket.on('error', () => resolve(false));
  return promise;
}

/** The one child of nginx's first process; 0 where it has none yet. */
function workerOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim());
}
