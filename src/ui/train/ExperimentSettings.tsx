/** Which experiment: a preset to begin from, and a name under which its runs are found again. */
import { useStore } from 'zustand';
import { recipeDifferences } from '../../core/recipe/differences';
import { PRESETS } from '../../core/recipe/presets';
import { recipeStore, replaceRecipe, setRecipeField } from '../../state/recipe';
import { format, Section, SelectField, TextField } from '../shared';
import styles from './train.module.css';

const OWN = 'own';

export function ExperimentSettings() {
  const recipe = useStore(recipeStore, (state) => state.recipe);
  const preset = PRESETS.find((one) => recipeDifferences(one.recipe, recipe).length === 0);
  return (
    <Section title="Experiment" level={3}>
      <SelectField
        label="Preset"
        id="preset"
        value={preset?.id ?? OWN}
        options={[
          ...(preset ? [] : [{ value: OWN, label: 'Own settings' }]),
          ...PRESETS.map((one) => ({ value: one.id, label: one.title })),
        ]}
        onChange={(id) => {
          const chosen = PRESETS.find((one) => one.id === id);
          if (chosen) replaceRecipe(chosen.recipe);
        }}
        hint={preset?.description}
      />
      {preset?.published && (
        <details className={styles.details}>
          <summary>Published figures</summary>
          <p>{preset.published.source}</p>
          <ul>
            {preset.published.figures.map(({ metric, value, note }) => (
              <li key={`${metric} ${note}`}>
                {metric === 'accuracy' ? 'Accuracy' : 'Top-3'} {format.percent(value, 0)}, {note}
              </li>
            ))}
          </ul>
        </details>
      )}
      <TextField
        label="Name"
        value={recipe.title}
        onChange={(title) => title.trim() !== '' && setRecipeField('title', title)}
      />
    </Section>
  );
}
