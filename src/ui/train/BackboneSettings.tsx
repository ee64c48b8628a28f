/** The network that computes the features: its exact identity, its licence, and its taps. */
import { useStore } from 'zustand';
import { OPEN_IMAGES_MOBILENET_V2 as FACTS } from '../../core/backbones/bundled';
import { networkText } from '../../core/backbones/lookups';
import type { Recipe } from '../../core/recipe/recipe';
import { changeRecipe, recipeStore } from '../../state/recipe';
import { CheckField, format, Section } from '../shared';
import styles from './train.module.css';

type Tap = Recipe['backbone']['taps'][number];

const TAPS: readonly { tap: Tap; title: string }[] = [
  { tap: 'block_6_expand', title: 'Block 6, expansion' },
  { tap: 'block_12_add', title: 'Block 12, addition' },
  { tap: 'block_13_expand', title: 'Block 13, expansion' },
  { tap: 'block_15_add', title: 'Block 15, addition' },
  { tap: 'Conv_1', title: 'Conv 1, the last' },
];

export function BackboneSettings() {
  const architecture = useStore(recipeStore, (state) => state.recipe.backbone.architecture);
  return architecture ? (
    <Section title="Backbone" level={3}>
      <p>{networkText(architecture)}</p>
      <p className={styles.note}>Replaces the bundled network, so the taps have no effect.</p>
    </Section>
  ) : (
    <BundledBackbone />
  );
}

function BundledBackbone() {
  const taps = useStore(recipeStore, (state) => state.recipe.backbone.taps);
  const features = taps.reduce((sum, tap) => sum + FACTS.taps[tap], 0);
  const change = (tap: Tap, on: boolean) => {
    const next = TAPS.map((one) => one.tap).filter((one) => (one === tap ? on : taps.includes(one)));
    if (next.length > 0) changeRecipe('backbone', { taps: next });
  };
  return (
    <Section title="Backbone" level={3}>
      <p>
        {FACTS.title} <span className={styles.licence}>{FACTS.licence}</span>
      </p>
      <details className={styles.details}>
        <summary>What exactly this is</summary>
        <p>{FACTS.about}</p>
        <p>
          Source: {FACTS.source.package} {FACTS.source.version}, {FACTS.source.file}.
        </p>
      </details>
      <fieldset className={styles.taps}>
        <legend>Taps, {format.count(features)} features in all</legend>
        {TAPS.map(({ tap, title }) => (
          <CheckField
            key={tap}
            label={
              <>
                {title} <span className={styles.source}>{format.count(FACTS.taps[tap])}</span>
              </>
            }
            checked={taps.includes(tap)}
            onChange={(on) => change(tap, on)}
          />
        ))}
      </fieldset>
    </Section>
  );
}
