/** Settings that each improve training a little: tricks of the architecture, of the loss, and of the weight update. */
import { useStore } from 'zustand';
import { momentumUse, OPTIMIZERS } from '../../core/optimisation/optimizers';
import { fieldsOf } from '../../core/optimisation/parameters';
import { changeRecipe, recipeStore, setRecipeField } from '../../state/recipe';
import { NumberField, Section, SwitchField } from '../shared';
import { EarlyStopping } from './EarlyStopping';
import { LossTricks } from './LossTricks';
import { ParameterFields } from './ParameterFields';

const RES_NET_TRICKS = [
  {
    field: 'tweakB',
    label: 'B: stride in the 3 × 3',
    hint: 'As in torchvision. For ResNet50 and wider networks.',
  },
  { field: 'tweakC', label: 'C: deep stem', hint: 'Three 3 × 3 convolutions replace the 7 × 7 one.' },
  {
    field: 'tweakD',
    label: 'D: average in shortcuts',
    hint: 'Average pooling before the 1 × 1 convolution of each shortcut.',
  },
  { field: 'zeroGamma', label: 'Zero-γ', hint: 'The last norm of each block starts at 0.' },
] as const;

export function TrickSettings() {
  const network = useStore(recipeStore, (state) => state.recipe.depth.kind !== 'head');
  return (
    <Section title="Tricks" level={3}>
      {network && <ResNetTricks />}
      <LossTricks />
      <RateTricks />
      {network && <StepTricks />}
      <EarlyStopping />
    </Section>
  );
}

function ResNetTricks() {
  const architecture = useStore(recipeStore, (state) => state.recipe.backbone.architecture);
  if (architecture?.family !== 'resnet') return null;
  const change = (part: Partial<typeof architecture>) =>
    changeRecipe('backbone', { architecture: { ...architecture, ...part } });
  return (
    <>
      {RES_NET_TRICKS.map(({ field, label, hint }) => (
        <SwitchField
          key={field}
          label={label}
          hint={hint}
          checked={architecture[field]}
          onChange={(on) => change({ [field]: on })}
        />
      ))}
      <SwitchField
        label="Mish"
        hint="Replaces ReLU."
        checked={architecture.activation === 'mish'}
        onChange={(on) => change({ activation: on ? 'mish' : 'relu' })}
      />
    </>
  );
}

function RateTricks() {
  const schedule = useStore(recipeStore, (state) => state.recipe.schedule);
  const optimizer = useStore(recipeStore, (state) => state.recipe.optimizer);
  return (
    <>
      <NumberField
        label="Warm-up"
        id="warm-up"
        value={schedule.warmUp}
        onChange={(warmUp) => setRecipeField('schedule', { ...schedule, warmUp })}
        min={0}
        max={1000}
        unit="epochs"
      />
      <ParameterFields
        fields={fieldsOf(optimizer, OPTIMIZERS[optimizer.kind].parameters, { section: 'tricks' })}
        onChange={(changed) => setRecipeField('optimizer', changed)}
        use={momentumUse(optimizer, schedule)}
      />
    </>
  );
}

function StepTricks() {
  const step = useStore(recipeStore, (state) => state.recipe.step);
  const change = (part: Partial<typeof step>) => setRecipeField('step', { ...step, ...part });
  return (
    <>
      <SwitchField
        label="Clip gradients"
        hint="Scales all gradients down together when their norm exceeds 1."
        checked={step.clipNorm !== null}
        onChange={(on) => change({ clipNorm: on ? 1 : null })}
      />
      <SwitchField
        label="Average the weights"
        hint="An exponential moving average of the weights is evaluated and kept."
        checked={step.averaging !== null}
        onChange={(on) => change({ averaging: on ? { decay: 0.99 } : null })}
      />
      <NumberField
        label="Accumulate gradients"
        id="accumulate"
        value={step.accumulate}
        onChange={(accumulate) => change({ accumulate })}
        min={1}
        max={1024}
        whole
        hint="Batches per weight update: the effect of a larger batch in less memory."
      />
    </>
  );
}
