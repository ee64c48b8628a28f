/** Text as people type it: in lower case, without accents, so that "amelie" is "Amélie" whoever wrote it. */

/**
 * Takes off the accents of Latin, Greek and Cyrillic letters. The marks of other scripts (`ポ`) are part of
 * their letters and stay.
 */
export function plainText(text: string): string {
  // eslint-disable-next-line no-control-regex
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]+/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/\u0307/g, '');
}
