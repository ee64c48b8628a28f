/** Paths of posters: what a file is called tells whether it is an image, whose it is, and of which class. */

const IMAGE_EXTENSIONS: ReadonlySet<string> = new Set(['jpg', 'jpeg', 'png', 'webp', 'gif', 'bmp', 'avif']);

/** True for the endings of images that a browser can decode, in upper or lower case. What is inside is not looked at. */
export function isImagePath(path: string): boolean {
  return !isHidden(path) && IMAGE_EXTENSIONS.has(extensionOf(path));
}

/** True for what systems leave in folders and archives: `.DS_Store`, `__MACOSX/…`, `._poster.jpg`. */
export function isHidden(path: string): boolean {
  return foldersAndName(path).some((part) => part.startsWith('.') || part === '__MACOSX');
}

/** The file's name without folders and without the ending of an image. */
export function stemOf(path: string): string {
  const name = nameOf(path);
  const ending = extensionOf(name);
  return IMAGE_EXTENSIONS.has(ending) ? name.slice(0, -ending.length - 1) : name;
}

/** The name of the folder that the file lies in, '' at the top. */
export function folderOf(path: string): string {
  return foldersAndName(path).at(-2) ?? '';
}

/** The path's folders and, last, the file's name. */
export function foldersAndName(path: string): string[] {
  return path.split(/[\\/]+/).filter((part) => part !== '' && part !== '.');
}

function nameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function extensionOf(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? '' : path.slice(dot + 1).toLowerCase();
}
