/**
 * Texts that lie where a file of weights should be: a pointer of Git LFS that was cloned without the file, a page that was
 * saved in place of a download, a server's error. Each is told by what it says and by what can be done.
 */
import { OnesheetError } from '../../core/errors';

/** A text that says more than this is no pointer and no error. */
const LOOKED_AT = 4096;
const MOST_JSON = 1 << 20;
const LONGEST_QUOTE = 200;

/**
 * The error of a file that is a text of such a kind; null for any other file.
 * @param path As the person knows it.
 */
export async function textInPlace(path: string, file: Blob): Promise<OnesheetError | null> {
  const beginning = await file.slice(0, LOOKED_AT).text();
  const text = beginning.replace(/^\uFEFF/, '').trimStart();
  if (text.startsWith('version https://git-lfs.github.com/')) return pointer(path, file.size, text);
  if (/^(<!doctype html|<html|<head|<!--|<\?xml|<[a-z]+[\s>])/i.test(text)) return page(path, text);
  if (text.startsWith('{') && file.size <= MOST_JSON) return jsonError(path, await file.text());
  return null;
}

function placeTaken(message: string, advice: string): OnesheetError {
  return new OnesheetError('weights-text', message, advice, {
    where: { workspace: 'train', control: 'weights' },
  });
}

function pointer(path: string, bytes: number, text: string): OnesheetError {
  const size = Number(/^size (\d+)$/m.exec(text)?.[1] ?? NaN);
  const real = Number.isNaN(size) ? '' : `; the real file has ${size.toLocaleString('en')} bytes`;
  return placeTaken(
    `${path} is a Git LFS pointer of ${bytes} bytes, not the weights${real}.`,
    'Run “git lfs pull” in the folder that was cloned, or download the file from its page.',
  );
}

function page(path: string, text: string): OnesheetError {
  const title = /<title>([^<]*)<\/title>/i.exec(text)?.[1].trim();
  const titled = title ? `, titled “${title.slice(0, LONGEST_QUOTE)}”` : '';
  return placeTaken(
    `${path} is a web page (HTML)${titled}, not weights.`,
    'Open its address in the browser, sign in where it asks for it, and use the download button of the page.',
  );
}

/** A JSON that speaks of an error; others may be a model's. */
function jsonError(path: string, text: string): OnesheetError | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || 'modelTopology' in value || 'weightsManifest' in value)
    return null;
  const entries = new Map<string, unknown>(Object.entries(value));
  const said = ['error', 'message', 'detail', 'errors', 'msg'].map((key) => entries.get(key)).find(Boolean);
  if (said === undefined) return null;
  const quote = (typeof said === 'string' ? said : JSON.stringify(said)).slice(0, LONGEST_QUOTE);
  return placeTaken(
    `${path} is a server’s answer (JSON) in place of the weights: ${quote}`,
    'Download the file again; the address may need a sign-in, or be another one by now.',
  );
}
