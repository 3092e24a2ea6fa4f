import type { Application } from '@tsgi/contract';

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#2458c5"/><path d="M4 5h8M8 5v7" stroke="#fff" stroke-width="2" stroke-linecap="round"/></svg>`;

/** The icon that browsers ask for by themselves. */
export const favicon: Application = (environ, startResponse) => {
  startResponse('200 OK', [
    ['Content-Type', 'image/svg+xml'],
    ['Cache-Control', 'max-age=86400'],
  ]);
  return [ICON];
};
