/** Early stopping: whether, by which metric, and what counts as an improvement, as in Keras's `EarlyStopping`. */
import { useStore } from 'zustand';
import { stoppingSchema } from '../../core/recipe/steps';
import { recipeStore, setRecipeField } from '../../state/recipe';
import { NumberField, SwitchField } from '../shared';
import { MonitorField } from './MonitorField';
import { controlId } from '../../core/places';

export function EarlyStopping() {
  const stopping = useStore(recipeStore, (state) => state.recipe.stopping);
  const change = (part: Partial<NonNullable<typeof stopping>>) =>
    stopping && setRecipeField('stopping', { ...stopping, ...part });
  return (
    <>
      <SwitchField
        label="Stop early"
        id={controlId('stopping')}
        hint="Stops when validation no longer improves."
        checked={stopping !== null}
        onChange={(on) => setRecipeField('stopping', on ? stoppingSchema.parse({}) : null)}
      />
      {stopping && (
        <>
          <MonitorField
            label="Compared by"
            id={controlId('stopping.metric')}
            value={stopping.metric}
            onChange={(metric) => change({ metric })}
          />
          <NumberField
            label="Patience"
            id="patience"
            value={stopping.patience}
            onChange={(patience) => change({ patience })}
            min={1}
            max={10000}
            whole
            unit="epochs"
          />
          <NumberField
            label="Min delta"
            id="min-delta"
            value={stopping.minDelta}
            onChange={(minDelta) => change({ minDelta })}
            min={0}
            hint="Smaller changes do not count as improvements, neither for stopping nor for choosing the best epoch. 0.01 is one percentage point."
          />
        </>
      )}
    </>
  );
}
