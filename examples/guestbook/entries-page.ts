import type { Application } from '@tsgi/contract';
import { identity } from '@tsgi/sessions';
import { type Fragment, html, HttpError, type HttpRequest, page, redirect } from '@tsgi/web';

import { MOST_CHARACTERS } from './entries.ts';
import { entryCard } from './entry-card.ts';
import { marks, problem, type Problems } from './field.ts';
import { layout, redirectWith, visitorOf } from './layout.ts';
import { removePhoto, savePhoto } from './photos.ts';
import type { Site } from './site.ts';

/** A form as it was sent, to be shown once more with what is wrong. */
interface Sent {
  readonly text: string;
  readonly problems: Problems;
}

/** `GET /`: the entries, a page of them, and the form for those who have signed in. */
export async function showEntries(site: Site, request: HttpRequest, sent?: Sent): Promise<Application> {
  const visitor = await visitorOf(site, request);
  const before = request.query.get('before');
  const { entries, next } = site.entries.page(before);
  const newest = before === null;
  const content = html`
${visitor.account === undefined ? html`<p><a href="/sign-in">Sign in</a> to write something.</p>` : form(visitor.csrf, sent)}
<h2>${newest ? 'Entries' : 'Older entries'}</h2>
<p id="status" class="hint" role="status"></p>
${entries.length === 0 && html`<p id="empty">Nobody has written anything yet.</p>`}
<div ${newest && html`data-live="/live"`}>
${entries.map((entry) => entryCard(entry))}
</div>
<nav class="pages" aria-label="Pages">
${newest ? html`<span></span>` : html`<a href="/">Newest entries</a>`}
${next !== undefined && html`<a href="/?before=${next}" rel="next">Older entries</a>`}
</nav>`;
  return page(layout(site, 'Guestbook', content, visitor), { status: sent === undefined ? 200 : 422 });
}

function form(csrf: Fragment | undefined, { text, problems }: Sent = { text: '', problems: {} }): Fragment {
  return html`<form class="card" method="post" action="/entries" enctype="multipart/form-data">
${csrf}
<label for="text">Your entry</label>
<textarea id="text" name="text" rows="4" required maxlength="${MOST_CHARACTERS}" ${marks('text', problems)}>${text}</textarea>
${problem('text', problems)}
<label for="photo">A photo <span class="hint">PNG, JPEG, GIF or WebP, up to 5 MB; not needed</span></label>
<input id="photo" name="photo" type="file" accept="image/png,image/jpeg,image/gif,image/webp" ${marks('photo', problems)}>
${problem('photo', problems)}
<button>Write it</button>
</form>`;
}

/** `POST /entries`: writes an entry. The photo goes to the disk while it arrives. */
export async function addEntry(site: Site, request: HttpRequest): Promise<Application> {
  const author = await identity(request);
  if (author === undefined) return redirect('/sign-in');
  const { text, photo, problems } = await readEntry(site.photos, request);
  if (Object.keys(problems).length > 0) {
    await removePhoto(site.photos, photo);
    return showEntries(site, request, { text, problems });
  }
  site.live.publish(site.entries.add(author, text, photo));
  return redirectWith(request, '/', 'Thank you! Your entry is there.');
}

async function readEntry(folder: string, request: HttpRequest): Promise<Sent & { readonly photo: string | null }> {
  const problems: Record<string, string> = {};
  let text = '';
  let photo: string | null = null;
  try {
    for await (const part of request.multipart({ limit: 5_000_000 })) {
      if (part.name === 'text') text = (await part.text()).replaceAll('\r\n', '\n').trim();
      if (part.name === 'photo' && part.filename !== undefined) photo ??= await savePhoto(folder, part);
    }
  } catch (error) {
    await removePhoto(folder, photo);
    if (!(error instanceof HttpError) || error.status !== 422) throw error;
    problems['photo'] = error.message;
  }
  if (text === '') problems['text'] = 'Please write something.';
  if (text.length > MOST_CHARACTERS) problems['text'] = `Please write no more than ${MOST_CHARACTERS} characters.`;
  return { text, photo, problems };
}
