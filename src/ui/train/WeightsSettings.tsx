/** The network's weights before training: bundled, from a file, from the hub, or random. */
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { choicesOf, WEIGHTS_NAMES } from '../../core/recipe/value-names';
import type { WeightsSource } from '../../core/recipe/weights-source';
import { recipeStore } from '../../state/recipe';
import { weights } from '../../state/weights';
import { chooseBundled, chooseRandom } from '../../state/weights-choice';
import { ErrorNotice, Notice, Section, SegmentedControl } from '../shared';
import { HubWeights } from './HubWeights';
import { OwnWeights } from './OwnWeights';
import styles from './train.module.css';
import { controlId } from '../../core/places';
import { perform } from '../../state/perform';

type Kind = WeightsSource['kind'];

const KINDS = choicesOf(WEIGHTS_NAMES);

export function WeightsSettings() {
  const source = useStore(recipeStore, (state) => state.recipe.backbone.weights);
  const error = useStore(weights, (state) => state.error);
  const lasting = useStore(weights, (state) => state.lasting);
  // a kind that needs further input is shown before it becomes part of the recipe
  const [looked, setLooked] = useState<{ at: Kind; before: WeightsSource } | null>(null);
  useEffect(() => perform(() => weights.getState().read()), []);
  const kind = looked?.before === source ? looked.at : source.kind;
  const choose = (next: Kind) => {
    setLooked({ at: next, before: source });
    if (next === 'bundled') chooseBundled();
    if (next === 'random') chooseRandom();
  };
  return (
    <Section title="Weights" level={3} id={controlId('weights')}>
      <SegmentedControl label="Weights from" value={kind} options={KINDS} onChange={choose} wide />
      {kind === 'bundled' && (
        <p className={styles.note}>The backbone that comes with the page. Nothing is downloaded.</p>
      )}
      {kind === 'hub' && <HubWeights />}
      {kind === 'file' && <OwnWeights />}
      {kind === 'random' && (
        <p className={styles.note}>
          Every layer starts from random weights: the network learns only from your posters and needs many of
          them.
        </p>
      )}
      {error && <ErrorNotice error={error} onDismiss={() => weights.getState().dismissError()} />}
      {!lasting && (
        <Notice kind="warning" title="Weights are lost when this page closes">
          This browser gives the page no private file storage (private windows have none).
        </Notice>
      )}
    </Section>
  );
}
