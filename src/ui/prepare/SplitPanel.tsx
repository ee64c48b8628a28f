/**
 * The split in the inspector: how many films, in which splits, by shares or folds; and how unbalanced classes are
 * handled.
 */
import type { Recipe } from '../../core/recipe/recipe';
import { changeRecipe, setRecipeField } from '../../state/recipe';
import { NumberField, SegmentedControl, SelectField, ShareField, SwitchField } from '../shared/Field';
import { percent } from '../shared/format';
import { LookAtPosters } from '../shared/LookAtPosters';
import { Section } from '../shared/Section';
import { SeedField } from '../shared/SeedField';
import { controlId } from '../../core/places';

/** The smallest share that training must be left with. */
const LEAST_TRAINING = 0.05;
const USUAL_FOLDS = 5;
const USUAL_FILMS = 2000;

export function SplitPanel({ recipe }: { recipe: Recipe }) {
  const { films, folds, keepNearDuplicates } = recipe.split;
  return (
    <Section title="Split" level={3} id={controlId('split')} hint={hintOf(recipe.split)}>
      <SegmentedControl
        label="Split by"
        wide
        value={folds ? 'folds' : 'shares'}
        options={[
          { value: 'shares', label: 'Shares' },
          { value: 'folds', label: 'Folds' },
        ]}
        onChange={(by) =>
          changeRecipe('split', { folds: by === 'folds' ? { count: USUAL_FOLDS, fold: 0 } : null })
        }
      />
      {folds ? <Folds folds={folds} /> : <Shares split={recipe.split} />}
      <SwitchField
        label="Limit the number of films"
        hint="A random sample, set by the seed. Off: all films are used."
        checked={films !== null}
        onChange={(on) => changeRecipe('split', { films: on ? USUAL_FILMS : null })}
      />
      {films !== null && (
        <NumberField
          label="Number of films"
          value={films}
          min={2}
          whole
          onChange={(wanted) => changeRecipe('split', { films: wanted })}
        />
      )}
      <SwitchField
        label="Keep near-duplicates together"
        hint="Posters that are nearly the same picture stay in the same split."
        checked={keepNearDuplicates}
        onChange={(keep) => changeRecipe('split', { keepNearDuplicates: keep })}
      />
      {keepNearDuplicates && (
        <LookAtPosters>They are compared once the posters have been examined.</LookAtPosters>
      )}
      <SeedField />
    </Section>
  );
}

function hintOf({ validation, test, folds }: Recipe['split']): string {
  if (folds) return `Training gets the other ${folds.count - 1} of ${folds.count} folds.`;
  return `Training gets the other ${percent(1 - validation - test, 0)}.`;
}

function Shares({ split: { validation, test } }: { split: Recipe['split'] }) {
  return (
    <>
      <ShareField
        label="Validation"
        value={validation}
        min={0.05}
        max={0.5}
        step={0.01}
        onChange={(value) =>
          changeRecipe('split', { validation: Math.min(value, 1 - LEAST_TRAINING - test) })
        }
      />
      <ShareField
        label="Test"
        value={test}
        min={0}
        max={0.5}
        step={0.01}
        onChange={(value) =>
          changeRecipe('split', { test: Math.min(value, 1 - LEAST_TRAINING - validation) })
        }
      />
    </>
  );
}

/** Folds are numbered from 1 for people. */
function Folds({ folds: { count, fold } }: { folds: NonNullable<Recipe['split']['folds']> }) {
  return (
    <>
      <NumberField
        label="Folds"
        value={count}
        min={2}
        max={50}
        whole
        onChange={(wanted) =>
          changeRecipe('split', { folds: { count: wanted, fold: Math.min(fold, wanted - 1) } })
        }
      />
      <NumberField
        label="Validation fold"
        value={fold + 1}
        min={1}
        max={count}
        whole
        hint="The fold used for validation. With one run per fold, every film is validated once."
        onChange={(number) => changeRecipe('split', { folds: { count, fold: number - 1 } })}
      />
    </>
  );
}

export function BalancePanel({ balance }: { balance: Recipe['balance'] }) {
  const set = (change: Partial<Recipe['balance']>) => setRecipeField('balance', { ...balance, ...change });
  return (
    <Section
      title="Balance"
      level={3}
      id="balance"
      hint="For classes of unequal size. Applies to training films only."
    >
      <SelectField
        label="Sampling"
        value={balance.sampling}
        options={[
          { value: 'none', label: 'No resampling' },
          { value: 'over', label: 'Repeat films of small classes' },
          { value: 'under', label: 'Leave out films of large classes' },
        ]}
        onChange={(sampling) => set({ sampling })}
      />
      <SelectField
        label="Class weights"
        value={balance.classWeights}
        options={[
          { value: 'none', label: 'None' },
          { value: 'balanced', label: 'Balanced: every class counts equally' },
        ]}
        hint="For labels, use positive weights instead; they are part of the loss settings."
        onChange={(classWeights) => set({ classWeights })}
      />
    </Section>
  );
}
