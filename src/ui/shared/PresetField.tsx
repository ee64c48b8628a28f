/**
 * The preset on which the recipe is based: the same field in Prepare and in Train. Selecting a preset replaces the
 * whole recipe.
 */
import { useStore } from 'zustand';
import { recipeDifferences } from '../../core/recipe/differences';
import { findRun, PRESETS } from '../../core/presets';
import { recipeStore, replaceRecipe } from '../../state/recipe';
import { SelectField } from './Field';

const OWN = '';
const RUNS = PRESETS.flatMap(({ runs }) =>
  runs.map(({ recipe }) => ({ value: recipe.id, label: recipe.title })),
);

export function PresetField() {
  const recipe = useStore(recipeStore, (state) => state.recipe);
  const found = findRun(recipe.id);
  const asPublished = found !== null && recipeDifferences(found.run.recipe, recipe).length === 0;
  // a changed preset is an entry of its own, so that selecting the preset again undoes the changes
  const own = { value: OWN, label: found ? `${found.run.recipe.title}, changed` : 'Custom settings' };
  return (
    <SelectField
      label="Preset"
      id="preset"
      value={asPublished ? recipe.id : OWN}
      options={asPublished ? RUNS : [own, ...RUNS]}
      hint={found?.preset.description}
      onChange={(id) => {
        const chosen = findRun(id);
        if (chosen) replaceRecipe(chosen.run.recipe);
      }}
    />
  );
}
