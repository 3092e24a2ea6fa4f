// Adds a row for each event. The browser connects again by itself, and says which event it had last.
const rows = document.querySelector('[data-live]');
const status = document.querySelector('#status');
const events = new EventSource(rows.dataset.live);
events.addEventListener('open', () => (status.textContent = 'Connected.'));
events.addEventListener('error', () => (status.textContent = 'The connection is lost; trying again.'));
events.addEventListener('message', ({ data }) => {
  const { time, memory } = JSON.parse(data);
  const row = rows.insertRow(0);
  row.insertCell().textContent = time;
  row.insertCell().textContent = `${memory} MiB`;
  while (rows.rows.length > 60) rows.deleteRow(-1);
});
