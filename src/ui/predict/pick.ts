/** Asks for a model or for posters. The inputs are in the workspace; actions find them by their id. */
import { pickedInput } from '../../state/dropInput';
import { prediction } from '../../state/prediction';
import { settings } from '../../state/settings';

export const PICK_MODEL = 'pick-model';
export const PICK_POSTERS = 'pick-posters';
export const PICK_POSTER_FOLDER = 'pick-poster-folder';

/** Opens the browser's dialog. Must be called while handling a click or key press. */
export function ask(id: string): void {
  const input = document.getElementById(id);
  if (input instanceof HTMLInputElement) input.click();
}

export async function openModel(file: File): Promise<void> {
  await prediction.getState().openFile(file, settings.getState().backend);
}

export async function takePosters(input: HTMLInputElement): Promise<void> {
  if (!input.files || input.files.length === 0) return;
  const picked = await pickedInput(input.files);
  input.value = '';
  await prediction.getState().addPosters(picked);
}

export async function takeModel(input: HTMLInputElement): Promise<void> {
  const file = input.files?.[0];
  input.value = '';
  if (file) await openModel(file);
}
