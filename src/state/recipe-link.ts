/**
 * A recipe in an address: `#recipe=` and the recipe's JSON, compressed, in base64url. Opening such a link asks before
 * anything is replaced. Browsers do not send the part after `#` to a server.
 */
import { createStore } from 'zustand/vanilla';
import { OnesheetError, toReport, type ErrorReport } from '../core/errors';
import { parseRecipe, type Recipe } from '../core/recipe/recipe';
import { currentRecipe } from './recipe';

const PREFIX = '#recipe=';
/** A recipe is about 2 kB of JSON; anything much larger is not a recipe. */
const MOST_BYTES = 200_000;

/** The address fragment that holds the recipe, including its `#`. */
export async function recipeFragment(recipe: Recipe = currentRecipe()): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(recipe));
  return PREFIX + base64Url(await through(text, new CompressionStream('deflate-raw'), Infinity));
}

/**
 * The recipe in such a fragment.
 * @throws OnesheetError `link-broken` if it cannot be read; `recipe-newer` or `recipe-invalid` if it is not a valid
 * recipe.
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
    // chunks come one after the other
    // oxlint-disable-next-line no-await-in-loop
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    length += value.length;
    if (length > most) {
      // the link is rejected either way
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

/** The recipe of a link until the person has decided what to do with it, or why it could not be read. */
export interface LinkState {
  offered: Recipe | null;
  error: ErrorReport | null;
}

export const recipeLink = createStore<LinkState>(() => ({ offered: null, error: null }));

/** Reads the recipe in the fragment, if it has one. Returns whether it has. */
export function takeRecipeLink(hash: string): boolean {
  if (!hash.startsWith(PREFIX)) return false;
  void recipeOfFragment(hash).then(
    (offered) => recipeLink.setState({ offered, error: null }),
    (error: unknown) => recipeLink.setState({ offered: null, error: toReport(error) }),
  );
  return true;
}

/** Reads the address now and whenever it changes, and calls `onTaken` to replace it. */
export function followRecipeLinks(window: Window, onTaken: () => void): () => void {
  const read = () => {
    if (takeRecipeLink(window.location.hash)) onTaken();
  };
  read();
  window.addEventListener('hashchange', read);
  return () => window.removeEventListener('hashchange', read);
}
