/** Extensions of formats that are compressed in themselves, so that nobody compresses them once more. */
const COMPRESSED: ReadonlySet<string> = new Set(
  (
    'br gz tgz zst zip 7z rar xz txz bz2 tbz2 lz4 jar apk docx xlsx pptx odt ods odp epub ' +
    'png apng jpg jpeg jfif gif webp avif heic heif jxl ' +
    'mp4 m4v mov webm mkv avi ogv mpg mpeg mp3 m4a aac ogg oga opus flac ' +
    'woff woff2'
  ).split(' '),
);

/** Whether the format of a file, by its name, is compressed already. */
export function isCompressedFormat(name: string): boolean {
  return COMPRESSED.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
}
