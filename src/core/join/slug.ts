/**
 * The slug of a title: what it is called as a file. Different makers of slugs agree but for apostrophes, so
 * both sides of a join are brought to the same form here, and an apostrophe is tried both ways.
 */

import { plainText } from '../films/plain-text';

/** Letters that Unicode does not take apart, as slug makers spell them. */
const LETTERS: Readonly<Partial<Record<string, string>>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};
const UNTAKEN = /[ßæœøđðþłı]/g;
const APOSTROPHES = /['’‘ʼ`]/g;

/** Lower case, accents gone, every run of what is no letter or digit one hyphen: `Amélie!` → `amelie`. */
export function slugOf(text: string): string {
  return plainText(text)
    .replace(UNTAKEN, (letter) => LETTERS[letter] ?? letter)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** An article behind the title, as MovieLens has it: `American President, The`. */
const ARTICLE = /^(.*), (the|an?|le|la|les|l'|il|lo|el|los|las|der|die|das)$/i;

/**
 * The slugs by which a title may be called: `Ocean's Eleven` → `ocean-s-eleven`, `oceans-eleven`;
 * `American President, The` → also `the-american-president`.
 */
export function slugsOf(title: string): string[] {
  const plain = slugOf(title);
  const joined = slugOf(title.replace(APOSTROPHES, ''));
  const moved = title.includes(', ') ? slugOf(title.replace(ARTICLE, '$2 $1')) : plain;
  return [...new Set([plain, joined, moved])].filter((slug) => slug !== '');
}
