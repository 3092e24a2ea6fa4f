import { randomUUID } from 'node:crypto';

import type { Application } from '@tsgi/contract';
import { identity, session } from '@tsgi/sessions';
import { type Fragment, html, type HttpRequest, page } from '@tsgi/web';

import { MOST_CHARACTERS } from './entries.ts';
import { entryCard } from './entry-card.ts';
import { marks, problem, type Problems } from './field.ts';
import { layout, redirectWith, visitorOf } from './layout.ts';
import { MOST_BYTES, removePhoto, savePhoto } from './photos.ts';
import type { Site } from './site.ts';

/** A form as it was sent, and what is wrong with it. */
type Sent = Awaited<ReturnType<typeof readEntry>>;

/** `GET /`: the entries, a page of them, and with the newest the form for those who have signed in. */
export async function showEntries(site: Site, request: HttpRequest, sent?: Sent): Promise<Application> {
  const visitor = await visitorOf(site, request);
  const { entries, newest, next } = site.entries.page(request.query.get('before'));
  const writes = newest && visitor.account !== undefined;
  const text = sent?.text ?? (writes && (await session(request)).flash('draft'));
  const content = html`
${writes ? form(visitor.csrf, text, sent?.problems) : newest && html`<p><a href="/sign-in">Sign in</a> to write something.</p>`}
<p id="status" class="hint" role="status"></p>
${entries.length === 0 && html`<p class="empty">${newest ? 'Nobody has written anything yet.' : 'Nothing is older.'}</p>`}
<div ${newest && html`data-live="/live"`}>
${entries.map((entry) => entryCard(entry))}
</div>
<nav class="pages" aria-label="Pages">
${newest ? html`<span></span>` : html`<a href="/">Newest entries</a>`}
${next !== undefined && html`<a href="/?before=${next}" rel="next">Older entries</a>`}
</nav>`;
  const title = newest ? 'What guests say' : 'Older entries';
  return page(layout(site, title, content, visitor), { status: sent === undefined ? 200 : 422 });
}

function form(csrf: Fragment | undefined, text: unknown, problems?: Problems): Fragment {
  return html`<form class="card" method="post" action="/entries" enctype="multipart/form-data">
${csrf}<input type="hidden" name="once" value="${randomUUID()}">
<label for="text">Your entry</label>
<textarea id="text" name="text" dir="auto" rows="4" required maxlength="${MOST_CHARACTERS}" ${marks('text', problems)}>${typeof text === 'string' && text}</textarea>
${problem('text', problems)}
<label for="photo">A photo <span class="hint">PNG, JPEG, GIF or WebP, up to 5 MB; not needed</span></label>
<input id="photo" name="photo" type="file" accept="image/png,image/jpeg,image/gif,image/webp" data-most="${MOST_BYTES}" ${marks('photo', problems)}>
${problem('photo', problems)}
<button>Write it</button>
</form>`;
}

/** `POST /entries`: writes an entry. The photo goes to the disk while it arrives. */
export async function addEntry(site: Site, request: HttpRequest): Promise<Application> {
  const author = site.accounts.find(await identity(request));
  const sent = await readEntry(author && site.photos, request);
  if (author === undefined) {
    (await session(request)).flash('draft', sent.text.slice(0, MOST_CHARACTERS));
    return redirectWith(request, '/sign-in', 'Please sign in. Your text is kept; a photo has to be chosen again.');
  }
  const wrong = Object.keys(sent.problems).length > 0;
  const entry = wrong ? undefined : site.entries.add(author.name, sent.text, sent.photo, sent.once);
  if (entry === undefined) await removePhoto(site.photos, sent.photo);
  else site.live.emit('entry', entry);
  return wrong ? showEntries(site, request, sent) : redirectWith(request, '/', 'Thank you! Your entry is there.');
}

/** Reads the form to its end, whatever is wrong with it. Without a folder photos are passed over. */
async function readEntry(folder: string | undefined, request: HttpRequest) {
  const problems: Problems = {};
  let text = '';
  let once: string = randomUUID();
  let photo: string | null = null;
  try {
    for await (const part of request.multipart({ limit: 20 * MOST_BYTES })) {
      if (part.name === 'text') text = (await part.text()).replaceAll('\r\n', '\n').trim();
      if (part.name === 'once') once = (await part.text()).slice(0, 36);
      if (part.name !== 'photo' || part.filename === undefined || folder === undefined) continue;
      photo ??= await savePhoto(folder, part, problems);
    }
  } catch (error) {
    if (folder !== undefined) await removePhoto(folder, photo);
    throw error;
  }
  if (text === '') problems['text'] = 'Please write something.';
  if (text.length > MOST_CHARACTERS) problems['text'] = `Please write no more than ${MOST_CHARACTERS} characters.`;
  if (photo !== null && problems['text'] !== undefined) problems['photo'] = 'Please choose the photo once more.';
  return { text, once, photo, problems };
}
