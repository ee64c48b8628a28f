/** Tricks of the loss: smoothing of a class or of labels, and the weights of positive labels. */
import { useStore } from 'zustand';
import type { TaskKind } from '../../core/tasks/task';
import { recipeStore, setRecipeField } from '../../state/recipe';
import { SelectField, SliderField } from '../shared';
import { labelSmoothingOf, withLabelSmoothing, withPositiveWeights } from './loss-choices';

/** Tasks that say one class of a film. */
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
  // it has neither, and either would put a cross entropy in its place
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
          hint="Films without a label for each one with it."
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
        hint={labels ? 'Of each label: so much of its answer goes to yes and no alike.' : undefined}
      />
    </>
  );
}
