/** Mixed precision: the recipe asks for it, and this machine's backend may or may not support it. */
import { useStore } from 'zustand';
import { backends } from '../../state/backends';
import { recipeStore, setRecipeField } from '../../state/recipe';
import { settings } from '../../state/settings';
import { backendTitle } from '../../state/device-text';
import { SwitchField } from '../shared';

export function PrecisionSetting() {
  const step = useStore(recipeStore, (state) => state.recipe.step);
  const wanted = useStore(settings, (state) => state.backend);
  const automatic = useStore(backends, (state) => state.chosen?.backend ?? null);
  const backend = wanted === 'auto' ? automatic : wanted;
  return (
    <SwitchField
      label="Mixed precision"
      id="mixed-precision"
      checked={step.precision === 'mixed'}
      onChange={(mixed) => setRecipeField('step', { ...step, precision: mixed ? 'mixed' : 'f32' })}
      hint={
        backend === null || backend === 'webgpu'
          ? 'Stores activations in 16 bits, which takes less memory. Works on WebGPU only.'
          : `Works on WebGPU only. On ${backendTitle(backend)}, the current backend, training stays in float32.`
      }
    />
  );
}
