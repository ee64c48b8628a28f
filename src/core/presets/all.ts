/** The recipes that ship with the page, in the order of the write-ups. */
import { OnesheetError } from '../errors';
import { BAG_OF_TRICKS, BOX_OFFICE, BOX_OFFICE_BUNDLED } from './box-office';
import { COMEDY_OR_HORROR_BUNDLED } from './comedy-or-horror';
import { FOUR_FITS, FOUR_FITS_BUNDLED } from './four-fits';
import { ALL_AT_ONCE, AUGMENTED_SAMPLING, OTHER_TARGETS, SAMPLING } from './future-genres';
import { GENRES_ABLATION, GENRES_ABLATION_BUNDLED } from './genres-ablation';
import { BALANCE, BALANCE_BUNDLED, FIVE_NETWORKS, LOW_RESOLUTION, TWO_OPTIMIZERS } from './keras-networks';
import { OWN_CNN, RESNET34_GENRES, RESNET34_GENRES_BUNDLED } from './multi-label-networks';
import { ML_KNN_CHART, ML_KNN_SWEEP, NEIGHBOURS_100, NEIGHBOURS_OF_ALL } from './neighbours';
import type { Preset, PresetRun } from './preset';
import { RANDOM_BASELINE } from './random-baseline';
import { SCORE_BINS, SCORE_BINS_BUNDLED } from './score-bins';
import { GALLERY, TEN_GENRES_BUNDLED, TEN_GENRES_RESNET18 } from './ten-genres';

export const PRESETS: readonly Preset[] = [
  COMEDY_OR_HORROR_BUNDLED,
  TEN_GENRES_BUNDLED,
  FOUR_FITS_BUNDLED,
  FOUR_FITS,
  TEN_GENRES_RESNET18,
  GALLERY,
  BOX_OFFICE_BUNDLED,
  BOX_OFFICE,
  BAG_OF_TRICKS,
  SCORE_BINS_BUNDLED,
  SCORE_BINS,
  GENRES_ABLATION_BUNDLED,
  GENRES_ABLATION,
  RANDOM_BASELINE,
  ML_KNN_SWEEP,
  ML_KNN_CHART,
  NEIGHBOURS_100,
  RESNET34_GENRES_BUNDLED,
  RESNET34_GENRES,
  OWN_CNN,
  SAMPLING,
  AUGMENTED_SAMPLING,
  NEIGHBOURS_OF_ALL,
  OTHER_TARGETS,
  ALL_AT_ONCE,
  BALANCE_BUNDLED,
  BALANCE,
  FIVE_NETWORKS,
  TWO_OPTIMIZERS,
  LOW_RESOLUTION,
];

/** @throws OnesheetError `recipe-invalid` if no preset has this id. */
export function presetById(id: string): Preset {
  const found = PRESETS.find((preset) => preset.id === id);
  if (found) return found;
  throw new OnesheetError(
    'recipe-invalid',
    `There is no preset "${id}".`,
    `Take one of ${PRESETS.map((preset) => preset.id).join(', ')}.`,
  );
}

/** The preset and run for an id such as `ten-genres` or `four-fits/pad`; null if there is none. */
export function findRun(id: string): { preset: Preset; run: PresetRun } | null {
  for (const preset of PRESETS)
    for (const run of preset.runs) if (run.recipe.id === id) return { preset, run };
  return null;
}
