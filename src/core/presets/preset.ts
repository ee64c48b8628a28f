/**
 * A Preset: a published experiment, or one that its authors wished for, as recipes that can be run. It has one run or
 * several, which share split and seed; each run carries the figures that were published for it.
 */
import { recipeSchema, type Recipe, type RecipeInput } from '../recipe/recipe';
import type { MetricId } from '../metrics/facts';
import type { WriteUpId } from './write-ups';

/** One number that a write-up reports. */
export interface PublishedFigure {
  metric: MetricId;
  /** Shares in [0, 1], to the digit that was printed. */
  value: number;
  /** Digits behind the point as printed, of a percentage where the metric is a share. */
  digits: number;
  /** What it was measured with or on, where the run does not say so. */
  note?: string;
  /** The label that it is of: "Horror". */
  label?: string;
  /** Printed as "about". */
  about?: boolean;
}

export interface PresetRun {
  /** Unique within its preset. */
  id: string;
  /** As a row of the write-up's table: "+ Mish". */
  name: string;
  recipe: Recipe;
  published: readonly PublishedFigure[];
  /** What of this run is not as the write-up had it, beside what is true of all runs. */
  differs: readonly string[];
}

export interface Preset {
  id: string;
  title: string;
  /** One or two sentences for a person: what it shows. */
  description: string;
  writeUp: WriteUpId;
  /** True for what the authors did not do and wished for. */
  futureWork: boolean;
  /** Whether it needs weights that do not ship with the page. */
  fetches: boolean;
  /** A preset that asks the same with the bundled network, where there is one; and the other way round. */
  counterpart: string | null;
  /** Posters that the write-up had; null where it does not say. */
  posters: number | null;
  /** What is not as the write-up had it, in sentences. */
  differs: readonly string[];
  /** The first is what the others are measured against. */
  runs: readonly PresetRun[];
  /** Of the first run. */
  recipe: Recipe;
}

export type Settings = Omit<RecipeInput, 'id' | 'title' | 'version'>;

export interface RunSpec {
  id: string;
  name: string;
  /** Top-level fields that take the place of the preset's. */
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
  /** Left out where there is one run, which is then the preset's own settings. */
  runs?: readonly RunSpec[];
  /** Of the single run. */
  published?: readonly PublishedFigure[];
};

/** Fills in every default. A single run's recipe has the preset's id and title; of several each has its own. */
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
  // through text, so that 12.34 % is 0.1234 and not its neighbour
  return { metric, value: Number(`${printed}e-2`), digits: digitsOf(printed), ...extra };
}

/** A figure printed as it stands: `plain('hamming-loss', '0.1125')`. */
export function plain(metric: MetricId, printed: string, extra: Extra = {}): PublishedFigure {
  return { metric, value: Number(printed), digits: digitsOf(printed), ...extra };
}

function digitsOf(printed: string): number {
  return printed.split('.')[1]?.length ?? 0;
}
