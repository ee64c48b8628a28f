/** Which experiment: a preset's run to begin from, and a name under which its runs are found again. */
import { useStore } from 'zustand';
import { recipeDifferences } from '../../core/recipe/differences';
import { findRun, figureTitle, PRESETS, publishedText, sourceText } from '../../core/recipe/presets';
import { recipeStore, replaceRecipe, setRecipeField } from '../../state/recipe';
import { Section, SelectField, TextField } from '../shared';
import styles from './train.module.css';

const OWN = 'own';
const RUNS = PRESETS.flatMap((preset) => preset.runs.map((run) => ({ preset, run })));

export function ExperimentSettings() {
  const recipe = useStore(recipeStore, (state) => state.recipe);
  const found = RUNS.find(({ run }) => recipeDifferences(run.recipe, recipe).length === 0);
  return (
    <Section title="Experiment" level={3}>
      <SelectField
        label="Preset"
        id="preset"
        value={found?.run.recipe.id ?? OWN}
        options={[
          ...(found ? [] : [{ value: OWN, label: 'Own settings' }]),
          ...RUNS.map(({ run }) => ({ value: run.recipe.id, label: run.recipe.title })),
        ]}
        onChange={(id) => {
          const chosen = findRun(id);
          if (chosen) replaceRecipe(chosen.run.recipe);
        }}
        hint={found?.preset.description}
      />
      {found && found.run.published.length > 0 && (
        <details className={styles.details}>
          <summary>Published figures</summary>
          <p>{sourceText(found.preset.writeUp)}</p>
          <ul>
            {found.run.published.map((figure) => (
              <li key={`${figureTitle(figure)} ${figure.note ?? ''}`}>
                {figureTitle(figure)} {publishedText(figure)}
                {figure.note && `, ${figure.note}`}
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
