/** The facts of a run: its recipe, data, device and times. */
import type { Run, RunSummary } from '../../core/run/run';
import { usedPrecision } from '../../core/run/used-precision';
import { replaceRecipe } from '../../state/recipe';
import { deviceText } from '../../state/device-text';
import { goTo } from '../../state/ui';
import { Button, type Fact, Facts, format, Section } from '../shared';
import { keptBy, monitoredText } from '../train/monitor-choices';
import { recipeLines } from '../train/recipe-text';

function sizesText({ train, validation, test }: Run['sizes']): string {
  const tested = test > 0 ? `, ${format.count(test)} test` : '';
  return `${format.count(train)} train, ${format.count(validation)} validation${tested}`;
}

/** "20 trained, epoch 7 kept, the best: Macro F1 41.2 %". */
function epochsText({ history, keptEpoch, recipe }: RunSummary): string {
  const text = `${format.count(history.length)} trained, epoch ${format.count(keptEpoch)} kept`;
  const kept = history.find(({ epoch }) => epoch === keptEpoch);
  if (!kept) return text;
  if (recipe.training.keep === 'last') return `${text}, the last`;
  const figure = monitoredText(recipe, kept);
  return figure ? `${text}, the best: ${figure}` : `${text}, the best by ${keptBy(recipe)}`;
}

/** If the recipe asks for mixed precision: whether it was used. */
function precisionFacts({ recipe, device }: Pick<Run, 'recipe' | 'device'>): Fact[] {
  if (recipe.step.precision === 'f32') return [];
  const used = usedPrecision(recipe, device.backend);
  const text = used === 'mixed' ? 'Mixed' : 'float32: mixed precision only applies to networks on WebGPU';
  return [{ name: 'Precision', text }];
}

export function RunFacts({ run }: { run: RunSummary }) {
  const facts: Fact[] = [
    ...recipeLines(run.recipe),
    { name: 'Films', text: sizesText(run.sizes) },
    { name: 'Epochs', text: epochsText(run) },
    { name: 'Device', text: deviceText(run.device) },
    ...precisionFacts(run),
    ...(run.notes ?? []).map((text): Fact => ({ name: 'Note', text })),
    ...Object.entries(run.timings).map(([phase, seconds]): Fact => ({
      name: phase[0].toUpperCase() + phase.slice(1),
      text: `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`,
    })),
    { name: 'Data', text: `${run.fingerprint.slice(0, 16)} …` },
    { name: 'Software', text: run.software },
  ];
  return (
    <Section title="This run" level={3}>
      <Facts items={facts} />
      <div>
        <Button
          size="small"
          onClick={() => {
            replaceRecipe(run.recipe);
            goTo('train');
          }}
        >
          Use these settings
        </Button>
      </div>
    </Section>
  );
}
