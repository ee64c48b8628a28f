/** The kind of model: a network that is trained, nearest neighbours, or chance. */
import { useStore } from 'zustand';
import { SWEPT_KS } from '../../core/neighbours/sweep';
import { modelSchema, type ModelSettings as Model } from '../../core/recipe/model';
import { choicesOf, METHOD_NAMES, MODEL_NAMES, NEAR_NAMES } from '../../core/recipe/value-names';
import { recipeStore, setRecipeField } from '../../state/recipe';
import { NumberField, Section, SegmentedControl, SelectField, SwitchField } from '../shared';
import { controlId } from '../../core/places';

const KINDS = choicesOf(MODEL_NAMES);
const METHODS = choicesOf(METHOD_NAMES);
const ON = choicesOf(NEAR_NAMES);

export function ModelSettings() {
  const model = useStore(recipeStore, (state) => state.recipe.model);
  return (
    <Section title="Model" level={3}>
      <SegmentedControl
        label="Model"
        id={controlId('model')}
        value={model.kind}
        options={KINDS}
        onChange={(kind) => setRecipeField('model', modelSchema.parse({ kind }))}
        wide
      />
      {model.kind === 'neighbours' && <NeighbourSettings model={model} />}
    </Section>
  );
}

function NeighbourSettings({ model }: { model: Extract<Model, { kind: 'neighbours' }> }) {
  const change = (part: Partial<typeof model>) => setRecipeField('model', { ...model, ...part });
  return (
    <>
      <SelectField
        label="Method"
        id="neighbours-method"
        value={model.method}
        options={METHODS}
        onChange={(method) => change({ method })}
      />
      <NumberField
        label="Neighbours"
        id={controlId('neighbours')}
        value={model.k}
        onChange={(k) => change({ k })}
        min={1}
        max={1000}
        whole
      />
      <SegmentedControl
        label="Distance between"
        value={model.on}
        options={ON}
        onChange={(on) => change({ on })}
        wide
      />
      <SwitchField
        label="Sweep over k"
        hint={`Adds the figures for ${SWEPT_KS.join(', ')}, as a chart in Compare.`}
        checked={model.sweep.length > 0}
        onChange={(on) => change({ sweep: on ? [...SWEPT_KS] : [] })}
      />
    </>
  );
}
