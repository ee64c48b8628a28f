/** Actions for a recipe as a file and as a link. */
import { toReport } from '../../core/errors';
import type { Action } from '../../state/actions';
import { currentRecipe, pasteRecipe, recipeText } from '../../state/recipe';
import { recipeFragment, recipeLink } from '../../state/recipe-link';
import { copyText } from '../../state/clipboard';
import { tell } from '../../state/notices';
import { perform } from '../../state/perform';
import { goTo } from '../../state/ui';
import { downloadBlob } from '../shared/download';

/** Asks for a file, whose recipe replaces the current one; if that fails, a notice says why. */
function openFile(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.json,application/json';
  input.addEventListener('change', () => perform(() => take(input.files?.[0])));
  input.click();
}

async function take(file: File | undefined): Promise<void> {
  if (!file) return;
  try {
    pasteRecipe(await file.text());
    goTo('prepare');
    tell(`The recipe of ${file.name} is now the current recipe.`);
  } catch (error) {
    recipeLink.setState({ offered: null, error: toReport(error) });
  }
}

/** "Comedy or horror: Padded" → "comedy-or-horror-padded.recipe.json". */
function fileName(title: string): string {
  const slug = title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `${slug || 'recipe'}.recipe.json`;
}

export const RECIPE_FILE_ACTIONS: Action[] = [
  {
    id: 'recipe.copy-link',
    title: 'Copy a link with the recipe',
    group: 'Recipe',
    keywords: 'share url address clipboard',
    run: async () => {
      const { origin, pathname } = window.location;
      await copyText(`${origin}${pathname}${await recipeFragment()}`);
      tell('Link copied to the clipboard. Anyone who opens it is asked before the recipe is used.');
    },
  },
  {
    id: 'recipe.save',
    title: 'Save the recipe as a file',
    group: 'Recipe',
    keywords: 'download export json settings',
    run: () =>
      downloadBlob(new Blob([recipeText()], { type: 'application/json' }), fileName(currentRecipe().title)),
  },
  {
    id: 'recipe.open',
    title: 'Open a recipe file…',
    group: 'Recipe',
    keywords: 'load import json settings',
    run: openFile,
  },
];
