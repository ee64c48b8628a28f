/**
 * A Preset: a published experiment, or one that its authors proposed, as recipes that can be run. It has one or more
 * runs, which share split and seed; each run has the figures that were published for it.
 */
import { recipeSchema, type Recipe, type RecipeInput } from '../recipe/recipe';
import type { MetricId } from '../metrics/facts';
import type { WriteUpId } from './write-ups';

/** One number that a write-up reports. */
export interface PublishedFigure {
  metric: MetricId;
  /** As printed, to the digit; shares are in [0, 1]. */
  value: number;
  /** Decimal places as printed; of the percentage if the metric is a share. */
  digits: number;
  /** The conditions of the measurement, if the run does not show them. */
  note?: string;
  /** The label that it belongs to: "Horror". */
  label?: string;
  /** Printed as "about". */
  about?: boolean;
}

export interface PresetRun {
  /** Unique within its preset. */
  id: string;
  /** As in a row of the write-up's table: "+ Mish". */
  name: string;
  recipe: Recipe;
  published: readonly PublishedFigure[];
  /** How this run differs from the write-up, besides what applies to all runs. */
  differs: readonly string[];
}

export interface Preset {
  id: string;
  title: string;
  /** One or two sentences for people: what it shows. */
  description: string;
  writeUp: WriteUpId;
  /** True if the authors proposed it but did not do it. */
  futureWork: boolean;
  /** Whether it needs weights that do not ship with the page. */
  fetches: boolean;
  /** The preset that asks the same with the bundled network, if there is one; and vice versa. */
  counterpart: string | null;
  /** Number of posters in the write-up; null if it does not say. */
  posters: number | null;
  /** How it differs from the write-up, in sentences. */
  differs: readonly string[];
  /** The others are compared with the first. */
  runs: readonly PresetRun[];
  /** The first run's recipe. */
  recipe: Recipe;
}

export type Settings = Omit<RecipeInput, 'id' | 'title' | 'version'>;

export interface RunSpec {
  id: string;
  name: string;
  /** Top-level fields that replace the preset's. */
  settings?: Settings;
  published?: readonly PublishedFigure[];
  differs?: readonly string[];
}

export type PresetSpec = Pick<Preset, 'id' | 'title' | 'description' | 'writeUp'> & {
  futureWork?: boolean;
  counterpart?: string;
  posters?: number;
  differs?: readonly string[];
  settings: Settings;
  /** Missing if there is only one run, which then has the preset's own settings. */
  runs?: readonly RunSpec[];
  /** For the single run. */
  published?: readonly PublishedFigure[];
};

/** Fills in every default. A single run's recipe has the preset's id and title; each of several runs has its own. */
export function preset(spec: PresetSpec): Preset {
  const { settings, published, ...about } = spec;
  const single: RunSpec = { id: 'run', name: spec.title, published };
  const runs = (spec.runs ?? [single]).map((run): PresetRun => {
    const alone = spec.runs === undefined;
    return {
      id: run.id,
      name: run.name,
      recipe: recipeSchema.parse({
        ...settings,
        ...run.settings,
        id: alone ? spec.id : `${spec.id}/${run.id}`,
        title: alone ? spec.title : `${spec.title}: ${run.name}`,
      }),
      published: run.published ?? [],
      differs: run.differs ?? [],
    };
  });
  return {
    ...about,
    futureWork: spec.futureWork ?? false,
    fetches: runs.some(({ recipe }) => recipe.backbone.weights.kind === 'hub'),
    counterpart: spec.counterpart ?? null,
    posters: spec.posters ?? null,
    differs: spec.differs ?? [],
    runs,
    recipe: runs[0].recipe,
  };
}

type Extra = Pick<PublishedFigure, 'note' | 'label' | 'about'>;

/** A figure printed as a percentage: `percent('accuracy', '90.62')`. */
export function percent(metric: MetricId, printed: string, extra: Extra = {}): PublishedFigure {
  // parsed from text, so that 12.34 % becomes exactly 0.1234
  return { metric, value: Number(`${printed}e-2`), digits: digitsOf(printed), ...extra };
}

/** A figure printed as it is: `plain('hamming-loss', '0.1125')`. */
export function plain(metric: MetricId, printed: string, extra: Extra = {}): PublishedFigure {
  return { metric, value: Number(printed), digits: digitsOf(printed), ...extra };
}

function digitsOf(printed: string): number {
  return printed.split('.')[1]?.length ?? 0;
}
