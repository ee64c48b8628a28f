/**
 * Copies text to the clipboard. Browsers refuse this on pages not served over https, or if the person has blocked it.
 */
import { OnesheetError } from '../core/errors';

/** @throws OnesheetError `clipboard-refused` */
export async function copyText(text: string): Promise<void> {
  // undefined if the page is not served over https
  const clipboard: Clipboard | undefined = globalThis.navigator?.clipboard;
  try {
    if (!clipboard) throw new Error('This page has no clipboard.');
    await clipboard.writeText(text);
  } catch (cause) {
    throw new OnesheetError(
      'clipboard-refused',
      'The browser did not let the page write to the clipboard.',
      'Allow it in the browser’s settings for this page, or save the recipe as a file.',
      { cause },
    );
  }
}
