import { createHash } from 'node:crypto';

import type { Application } from '@tsgi/contract';
import { empty, eventStream, type Fragment, html, HttpError, type HttpRequest, stream } from '@tsgi/web';

import { pageHeaders, sitePage } from './site-page.ts';
import type { Progress, Upload } from './upload.ts';
import type { Uploads } from './uploads.ts';

type UploadRequest = HttpRequest<{ readonly id: string }>;

/** `GET /upload`: a form, and beside it a frame in which its progress will be seen. There is no script. */
export function uploadForm(uploads: Uploads, request: HttpRequest): Application {
  const id = uploads.expect();
  return sitePage(
    'Upload',
    html`<p>Choose a large file, and see it arrive. It is counted and hashed while it does, and not kept.</p>
<form method="post" action="/upload/${id}" enctype="multipart/form-data">
<label for="file">A file <span class="hint">up to 1 GB</span></label>
<input id="file" name="file" type="file" required>
<button>Send it</button>
</form>
<h2>Progress</h2>
<iframe src="/upload/${id}/progress" title="Progress of the upload" loading="lazy"></iframe>
<p>Also <a href="/upload/${id}/progress" target="_blank">in a window of its own</a>, or in a terminal, as events:</p>
<div class="scroll" tabindex="0" role="region" aria-label="A command"><pre><code>curl -N ${request.url.origin}/upload/${id}/events</code></pre></div>`,
  );
}

/** `POST /upload/:id`: takes the file as it comes. 204 has the browser stay where it is, where the progress is seen. */
export async function receive(uploads: Uploads, request: UploadRequest): Promise<Application> {
  const upload = find(uploads, request);
  if (upload.progress.state !== 'expected') throw new HttpError(409, 'This form has been sent already.');
  const { CONTENT_LENGTH: length } = request.environ;
  upload.begin(length === undefined ? undefined : Number(length));
  try {
    const hash = createHash('sha256');
    let files = 0;
    for await (const part of request.multipart({ limit: 1_000_000_000 })) {
      if (part.filename === undefined) continue;
      files++;
      for await (const chunk of part) {
        hash.update(chunk);
        upload.add(chunk.length);
      }
    }
    if (files !== 1) throw new HttpError(422, 'Please choose a file.');
    upload.complete(hash.digest('hex'));
    return empty();
  } catch (error) {
    // Also where the client has gone: onlookers are to know.
    upload.breakOff();
    throw error;
  }
}

/** `GET /upload/:id/progress`: a page that grows with the upload. Its style shows the last step alone. */
export function showProgress(uploads: Uploads, request: UploadRequest, closing: AbortSignal): Application {
  const upload = find(uploads, request);
  return stream(() => progressPage(upload, AbortSignal.any([request.signal, closing])), {
    type: 'text/html; charset=utf-8',
    headers: [...pageHeaders, ['X-Accel-Buffering', 'no']],
  });
}

async function* progressPage(upload: Upload, signal: AbortSignal): AsyncGenerator<string, undefined> {
  yield String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Progress</title>
<link rel="stylesheet" href="/assets/style.css">
</head>
<body class="steps">
`);
  for await (const progress of upload.steps(signal)) yield String(step(progress));
  yield '</body>\n</html>\n';
}

function step({ state, received, total, result }: Progress): Fragment {
  const size = `${(received / 1e6).toFixed(1)} MB`;
  const percent = total === undefined ? undefined : Math.floor((100 * received) / total);
  if (state === 'expected') return html`<p>Nothing has arrived yet.</p>\n`;
  if (state === 'broken off') return html`<p>It was broken off, after ${size}.</p>\n`;
  if (state === 'complete') {
    return html`<p>It is here: ${size}.<br>SHA-256 <code>${result}</code><br><a href="/upload" target="_top">Another one</a></p>\n`;
  }
  if (percent === undefined) return html`<p>${size}</p>\n`;
  return html`<p><progress max="100" value="${percent}" aria-label="Upload"></progress> ${percent} %, ${size}</p>\n`;
}

/** `GET /upload/:id/events`: the same for programs. */
export function progressEvents(uploads: Uploads, request: UploadRequest, closing: AbortSignal): Application {
  const upload = find(uploads, request);
  return eventStream(async function* ({ signal }) {
    for await (const progress of upload.steps(AbortSignal.any([signal, closing])))
      yield { data: JSON.stringify(progress) };
  });
}

function find(uploads: Uploads, { params }: UploadRequest): Upload {
  const upload = uploads.find(params.id);
  if (upload === undefined) throw new HttpError(404, 'There is no such upload.');
  return upload;
}
