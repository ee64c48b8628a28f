/** What a run is: its recipe, data, device and times. */
import { OPEN_IMAGES_MOBILENET_V2 } from '../../core/backbones/bundled';
import type { Run } from '../../core/run/run';
import { usedPrecision } from '../../core/run/used-precision';
import { replaceRecipe } from '../../state/recipe';
import { deviceText } from '../../state/train';
import { goTo } from '../../state/ui';
import { Button, format, Section } from '../shared';
import { recipeLines } from '../train/recipe-text';
import styles from './evaluate.module.css';

function sizesText({ train, validation, test }: Run['sizes']): string {
  const tested = test > 0 ? `, ${format.count(test)} test` : '';
  return `${format.count(train)} train, ${format.count(validation)} validation${tested}`;
}

/** Where a recipe asks for mixed precision: what came of it. */
function precisionFacts({ recipe, device }: Pick<Run, 'recipe' | 'device'>): [string, string][] {
  if (recipe.step.precision === 'f32') return [];
  const used = usedPrecision(recipe, device.backend);
  return [['Precision', used === 'mixed' ? 'Mixed' : 'float32: mixed precision is for networks on WebGPU']];
}

export function RunFacts({ run }: { run: Omit<Run, 'predictions'> }) {
  const facts: [string, string][] = [
    ...recipeLines(run.recipe, OPEN_IMAGES_MOBILENET_V2.title).map(({ name, text }): [string, string] => [
      name,
      text,
    ]),
    ['Films', sizesText(run.sizes)],
    ['Epochs', `${format.count(run.history.length)} carried out, epoch ${format.count(run.keptEpoch)} kept`],
    ['Device', deviceText(run.device)],
    ...precisionFacts(run),
    ...Object.entries(run.timings).map(([phase, seconds]): [string, string] => [
      phase[0].toUpperCase() + phase.slice(1),
      `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`,
    ]),
    ['Data', `${run.fingerprint.slice(0, 16)} …`],
    ['Software', run.software],
  ];
  return (
    <Section title="This run" level={3}>
      <dl className={styles.facts}>
        {facts.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
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
