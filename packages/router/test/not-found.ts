import { text } from '@tsgi/web';

/** What answers where no route does. */
export const notFound = text('no route', { status: 404 });
