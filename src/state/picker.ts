/** Asks the person for files or a folder. The input elements belong to the shell and stay in the page. */
import { openFiles } from './dataset';
import { pickedInput } from './dropInput';
import { ui } from './ui';

/** Ids of the shell's inputs. */
export const PICK_FILES = 'pick-files';
export const PICK_FOLDER = 'pick-folder';

let adding = false;

/** Opens the browser's dialog; `add` keeps what is open. Must be called while handling a click or key press. */
export function askFor(what: 'files' | 'folder', add: boolean): void {
  adding = add;
  const input = document.getElementById(what === 'files' ? PICK_FILES : PICK_FOLDER);
  if (input instanceof HTMLInputElement) input.click();
}

/** Opens the files of an input and empties it, so that the same files can be picked again. */
export async function takePicked(input: HTMLInputElement): Promise<void> {
  if (!input.files || input.files.length === 0) return;
  const picked = await pickedInput(input.files);
  input.value = '';
  const add = adding;
  adding = false;
  ui.setState({ workspace: 'data' });
  await openFiles(picked, add);
}
