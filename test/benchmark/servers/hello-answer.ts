// What every hello server answers, so that all of them move the same bytes.

/** The content: 15 bytes of UTF-8. */
export const HELLO_TEXT = '你好，世界';

/** The one header an application sets itself. */
export const HELLO_TYPE = 'text/html; charset=utf-8';
