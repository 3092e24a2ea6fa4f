// Shows entries as they are written. Without it the page is the same, and shows them when it is loaded anew.
const list = document.querySelector('[data-live]');
let events;

/** Listens while the page is seen: a browser has six connections for all windows of a site. */
function listen() {
  events?.close();
  if (document.hidden) return;
  const newest = list.firstElementChild?.id.slice('entry-'.length) ?? 0;
  events = new EventSource(`${list.dataset.live}?after=${newest}`);
  events.addEventListener('entry', show);
}

function show({ data, lastEventId }) {
  if (document.getElementById(`entry-${lastEventId}`)) return;
  list.insertAdjacentHTML('afterbegin', data);
  list.firstElementChild.classList.add('new');
  document.querySelector('.empty')?.remove();
  document.querySelector('#status').textContent = `New entry by ${list.querySelector('h2').textContent}`;
}

if (list) {
  listen();
  document.addEventListener('visibilitychange', listen);
}
