/** The recipe's seed: the same field in Prepare, for the split, and in Train, for everything else. */
import { useStore } from 'zustand';
import { recipeStore, setRecipeField } from '../../state/recipe';
import { NumberField } from './Field';

export function SeedField() {
  const seed = useStore(recipeStore, (state) => state.recipe.seed);
  return (
    <NumberField
      label="Seed"
      id="seed"
      value={seed}
      min={0}
      max={0xffffffff}
      whole
      hint="One seed for the split, shuffling, initial weights, dropout and crops, shared by Prepare and Train."
      onChange={(value) => setRecipeField('seed', value)}
    />
  );
}
