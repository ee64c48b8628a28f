/** The actions of the Prepare workspace. */
import { PRESETS } from '../../core/presets';
import type { Action } from '../../state/actions';
import { jobs, jobUnderWay } from '../../state/jobs';
import { preparation, preparePosters } from '../../state/preparation';
import { recipeText, replaceRecipe } from '../../state/recipe';
import { copyText } from '../../state/clipboard';
import { tell } from '../../state/notices';
import { goTo } from '../../state/ui';
import { recipeView } from './view';

function busy(): boolean {
  return jobUnderWay('prepare') !== null || jobUnderWay('data') !== null;
}

export const PREPARE_ACTIONS: Action[] = [
  {
    id: 'prepare.posters',
    title: 'Prepare posters',
    group: 'Prepare',
    shortcut: 'Mod+Shift+Enter',
    keywords: 'decode fit cache pixels',
    enabled: () => !busy() && preparation.getState().plan !== null,
    reads: [jobs, preparation],
    waitsFor: () =>
      busy()
        ? 'wait for the running task to finish, or stop it'
        : 'open films with posters in at least two classes',
    run: async () => {
      goTo('prepare');
      await preparePosters();
    },
  },
  {
    id: 'recipe.copy',
    title: 'Copy the recipe as JSON',
    group: 'Recipe',
    keywords: 'export settings clipboard',
    run: async () => {
      await copyText(recipeText());
      tell('Recipe copied to the clipboard.');
    },
  },
  {
    id: 'recipe.paste',
    title: 'Paste a recipe…',
    group: 'Recipe',
    keywords: 'import settings clipboard json',
    run: () => {
      goTo('prepare');
      recipeView.setState({ pasting: true });
    },
  },
  ...PRESETS.map((preset): Action => ({
    id: `recipe.preset-${preset.id}`,
    title: `Use the preset “${preset.title}”`,
    group: 'Recipe',
    keywords: preset.description,
    run: () => {
      replaceRecipe(preset.recipe);
      goTo('prepare');
    },
  })),
];
