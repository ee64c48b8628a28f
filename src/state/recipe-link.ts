/**
 * A recipe in an address: `#recipe=` and the recipe's JSON, compressed, in base64url. Whoever opens such a link is
 * asked before anything is replaced; nothing of it is sent anywhere, since browsers keep what follows a `#`.
 */
import { createStore } from 'zustand/vanilla';
import { OnesheetError, toReport, type ErrorReport } from '../core/errors';
import { parseRecipe, type Recipe } from '../core/recipe/recipe';
import { currentRecipe } from './recipe';

const PREFIX = '#recipe=';
/** A recipe is some 2 kB of JSON; far more than that is none. */
const MOST_BYTES = 200_000;

/** The part of an address that holds the recipe, with its `#`. */
export async function recipeFragment(recipe: Recipe = currentRecipe()): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(recipe));
  return PREFIX + base64Url(await through(text, new CompressionStream('deflate-raw'), Infinity));
}

/**
 * The recipe of such an address.
 * @throws OnesheetError `link-broken` where it cannot be read; `recipe-newer`, `recipe-invalid` where it is no recipe.
 */
export async function recipeOfFragment(fragment: string): Promise<Recipe> {
  return parseRecipe(await dataOf(fragment.slice(PREFIX.length)));
}

async function dataOf(text: string): Promise<unknown> {
  try {
    const bytes = await through(fromBase64Url(text), new DecompressionStream('deflate-raw'), MOST_BYTES);
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new OnesheetError(
      'link-broken',
      'The link to a recipe is damaged: part of it is missing or changed.',
      'Copy the complete link again, or ask for the recipe as JSON.',
      { cause },
    );
  }
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
  most: number,
): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    // parts come one after the other
    // oxlint-disable-next-line no-await-in-loop
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    length += value.length;
    if (length > most) {
      // the link is refused either way
      reader.cancel().catch(() => undefined);
      throw new Error(`more than ${most} bytes`);
    }
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function base64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

/** A recipe that a link brought, until the person has said what is to become of it; or why it could not be read. */
export interface LinkState {
  offered: Recipe | null;
  error: ErrorReport | null;
}

export const recipeLink = createStore<LinkState>(() => ({ offered: null, error: null }));

/** Reads the recipe of an address where it has one. Says whether it has. */
export function takeRecipeLink(hash: string): boolean {
  if (!hash.startsWith(PREFIX)) return false;
  void recipeOfFragment(hash).then(
    (offered) => recipeLink.setState({ offered, error: null }),
    (error: unknown) => recipeLink.setState({ offered: null, error: toReport(error) }),
  );
  return true;
}

/** Reads the address now and whenever it changes; `onTaken` then puts another in its place. */
export function followRecipeLinks(window: Window, onTaken: () => void): () => void {
  const read = () => {
    if (takeRecipeLink(window.location.hash)) onTaken();
  };
  read();
  window.addEventListener('hashchange', read);
  return () => window.removeEventListener('hashchange', read);
}
