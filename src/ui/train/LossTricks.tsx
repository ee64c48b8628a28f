/** Label smoothing, and the weights of positive labels. */
import { useStore } from 'zustand';
import type { TaskKind } from '../../core/tasks/task';
import { recipeStore, setRecipeField } from '../../state/recipe';
import { SelectField, SliderField } from '../shared';
import { labelSmoothingOf, withLabelSmoothing, withPositiveWeights } from './loss-choices';

/** Tasks with one class per film. */
const CLASS_TASKS: readonly TaskKind[] = ['genre', 'box-office', 'score-bins'];

const positiveWeights = (cap: number) =>
  [
    { value: 'none', label: 'None' },
    { value: 'balanced', label: 'Balanced' },
    { value: 'capped', label: `Balanced, capped at ${cap}` },
  ] as const;

export function LossTricks() {
  const loss = useStore(recipeStore, (state) => state.recipe.loss);
  const task = useStore(recipeStore, (state) => state.recipe.task.kind);
  const labels = task === 'genres';
  if (!labels && !CLASS_TASKS.includes(task)) return null;
  // the focal loss has neither, and setting either would replace it by a cross entropy
  if (loss.kind === 'focal') return null;
  const weighed = loss.kind === 'binary-cross-entropy' ? loss : null;
  return (
    <>
      {labels && (
        <SelectField
          label="Weights of positive labels"
          id="positive-weights"
          value={weighed?.positiveWeights ?? 'none'}
          options={positiveWeights(weighed?.cap ?? 10)}
          onChange={(weights) => setRecipeField('loss', withPositiveWeights(loss, weights))}
          hint="The number of films without the label for each film with it."
        />
      )}
      <SliderField
        label="Label smoothing"
        id="label-smoothing"
        value={labelSmoothingOf(loss)}
        onChange={(share) =>
          setRecipeField('loss', withLabelSmoothing(loss, labels ? 'labels' : 'class', share))
        }
        min={0}
        max={0.5}
        step={0.05}
        show={(value) => value.toFixed(2)}
        hint={
          labels
            ? 'For each label, this share of its target is divided equally between yes and no.'
            : undefined
        }
      />
    </>
  );
}
