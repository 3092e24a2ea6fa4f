// Shows entries as they are written. Without it the page is the same, and shows them when it is loaded anew.
const list = document.querySelector('[data-live]');
if (list) {
  const status = document.querySelector('#status');
  const events = new EventSource(list.dataset.live);
  events.addEventListener('entry', ({ data, lastEventId }) => {
    if (document.getElementById(`entry-${lastEventId}`)) return;
    list.insertAdjacentHTML('afterbegin', data);
    list.firstElementChild.classList.add('new');
    document.querySelector('#empty')?.remove();
    status.textContent = `New entry by ${list.querySelector('h3').textContent}`;
  });
}
