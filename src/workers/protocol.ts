/**
 * What crosses between the page and its three workers: types alone.
 * The data worker owns table, films, posters and their caches; the compute worker owns tensors. The compute worker asks
 * the data worker for plans and pixels over a channel of its own, so the page never carries either. The figures worker
 * owns nothing: it computes figures from the predictions that it is sent.
 */
import type { HubSize, KeptWeights } from '../core/backbones/kept-weights';
import type { ErrorReport } from '../core/errors';
import type { FunnelStep } from '../core/cleaning/funnel';
import type { CleaningSettings } from '../core/cleaning/rules';
import type { ColumnMapping, FilmField, Problem } from '../core/films/film';
import type { GenreCount } from '../core/films/genre-counts';
import type { FilmRow, TablePage, TableQuery, TableView } from '../core/films/query';
import type { HeadChart } from '../core/plan/head-charts';
import type { ExperimentRow } from '../core/experiments/row';
import type { Predicted } from '../core/predictions/predictions';
import type { PresetRun } from '../core/presets';
import type { Progress } from '../core/progress';
import type { ComparedRun } from '../core/run/comparison';
import type { HeadFigures } from '../core/run/head-figures';
import type { Intervals } from '../core/run/intervals';
import type { Recipe } from '../core/recipe/recipe';
import type {
  BackendChoice,
  BackendReport,
  DeviceInfo,
  EpochRecord,
  Run,
  RunExperiment,
  RunSummary,
  UnreadableRun,
} from '../core/run/run';
import type { JoinReport } from '../core/join/join';
import type { Plan, PlanSummary, Sample } from '../core/plan/plan';
import type { SplitName } from '../core/splits/split-name';
import type { Head } from '../core/heads';
import type { FinderPoint, RateCurve } from '../core/run/rate-curve';
import type { ExportFormatId } from '../core/run/export-formats';
import type { HubFile } from '../core/backbones/hub-file';
import type { Method } from './rpc';

// ---------------------------------------------------------------------------------------------- data worker

/** A file with the path under which the person gave it (`posters/tt0114709.jpg`). */
export interface PathFile {
  path: string;
  file: File;
}

/** What a person drops or picks, in any mix. Handles are walked in the worker. */
export interface OpenInput {
  files: PathFile[];
  handles: FileSystemHandle[];
}

export type SampleId = 'generated' | 'popular-films';

/** All that the page shows of the data set at a glance. Sent whole after every change. */
export interface DatasetSummary {
  /** Grows with every change from which another plan may follow: rows, posters, what was seen of them, rules. */
  revision: number;
  /** What it is called: the table's file name, "Generated sample" … ; null while there is nothing. */
  name: string | null;
  /** Posters drawn by the page itself are called what they are. */
  origin: 'opened' | 'generated' | 'popular-films' | null;
  table: {
    name: string;
    /** Rows read, the header left out. */
    rows: number;
    films: number;
    unusable: number;
    columns: string[];
    mapping: ColumnMapping;
    /** Fields that no column could be recognised for. */
    unmapped: FilmField[];
    dialect: string;
  } | null;
  posters: number;
  /** Posters of films that have been looked at, those that are no images among them. */
  measured: number;
  join: JoinReport;
  genres: GenreCount[];
  /** Files that were given and not taken (list `unread-files`): not a table, poster or ZIP, refused, broken. */
  unread: number;
  /** Attribution that must be shown with this data, or null. */
  attribution: string | null;
}

export type { HubSize, KeptWeights };
export type { FilmRow, GenreCount, TablePage, TableQuery, TableView };

/** Lists that can be downloaded as CSV. */
export const LISTS = [
  'unusable-rows',
  'removed-films',
  'matched',
  'missing-posters',
  'unused-posters',
  'duplicate-posters',
  'undecodable-posters',
  'failed-fetches',
  'unread-files',
] as const;
export type ListId = (typeof LISTS)[number];

export interface FetchOptions {
  /** Posters a second: 1 by default, at most 20. */
  rate: number;
}
export interface FetchReport {
  fetched: number;
  cached: number;
  failed: { key: string; title: string; url: string; reason: string }[];
}

/** Which posters are wanted as pixels, and how they become them. */
export interface PosterBatchRequest {
  keys: string[];
  images: Recipe['images'];
  /** Seeds random crops with the key, and what augmentation draws with key, copy and epoch. */
  seed: number;
  /** None for posters as they are fitted. */
  augmentation: Recipe['augmentation'];
  /** From 1. Null for pictures as validation sees them: nothing is drawn. */
  epoch: number | null;
  /** Which copy of its film each key is in this epoch; 0 for the film itself, and for all where it is left out. */
  copies?: number[];
}
/** Keys may repeat, so what came is named by its place among them. */
export interface PosterBatch {
  /** Ascending places in `keys`. */
  found: number[];
  /** RGB bytes `[found, height, width, 3]`. */
  pixels: Uint8Array;
  undecodable: Problem[];
}

/** Methods of the data worker. `Progress` events say how far each long one is. */
export interface DataApi {
  /**
   * Opens files beside or in place of what is there.
   * @param cleaning by which the films are cleaned; as before, where it is left out.
   */
  open: Method<{ input: OpenInput; add: boolean; cleaning?: CleaningSettings }, DatasetSummary, Progress>;
  openSample: Method<{ sample: SampleId; cleaning?: CleaningSettings }, DatasetSummary, Progress>;
  summary: Method<null, DatasetSummary>;
  clear: Method<null, DatasetSummary>;
  setMapping: Method<{ mapping: ColumnMapping }, DatasetSummary, Progress>;
  /** Applies rules in their order, for the funnel and the genre counts; computes nothing where they are those in use. */
  clean: Method<{ cleaning: CleaningSettings }, { funnel: FunnelStep[]; summary: DatasetSummary }>;
  rows: Method<TableQuery, TablePage>;
  /** A CSV to download. */
  list: Method<{ list: ListId }, Blob>;
  /** The original poster's bytes; null where the film has none. */
  poster: Method<{ key: string }, Blob | null>;
  /** Keys of films with posters, in the order of the table, for browsing. */
  posterKeys: Method<{ genre: string | null; limit: number }, { key: string; title: string }[]>;
  fetchPosters: Method<FetchOptions, FetchReport, Progress | { failed: FetchReport['failed'][number] }>;
  /** Looks at all posters of films, for rules on posters and near-duplicates; what was seen once is remembered. */
  measure: Method<
    null,
    { measured: number; fromCache: number; undecodable: Problem[]; seconds: number; summary: DatasetSummary },
    Progress
  >;
  /** Looks at posters first, where the recipe asks about them and nobody has. */
  plan: Method<{ recipe: Recipe }, Plan, Progress>;
  /**
   * A plan as the page shows it: its answers as charts, and some of its films, of each class in turn; and the revision
   * of the data that it was asked of.
   */
  planSummary: Method<
    { recipe: Recipe; examples: number },
    { revision: number; plan: PlanSummary; charts: HeadChart[]; examples: Sample[] },
    Progress
  >;
  /** Films of a plan on each side. */
  planSizes: Method<{ recipe: Recipe }, Record<SplitName, number>, Progress>;
  /** Decodes and fits all of a plan's posters into the OPFS cache; says what could not be decoded. */
  prepare: Method<
    { recipe: Recipe },
    {
      prepared: number;
      fromCache: number;
      undecodable: Problem[];
      seconds: number;
      /** Why prepared posters are not kept, or not between visits; null where they are. */
      notice: ErrorReport | null;
    },
    Progress
  >;
  /** Pixels of posters: from prepared ones, which are decoded now where they are not there; augmented. Buffers are moved. */
  posterBatch: Method<PosterBatchRequest, PosterBatch>;
  /**
   * One poster without augmentation, as validation sees it, and then as each of these epochs would; mixed with another
   * one where the recipe mixes.
   */
  previewAugmentation: Method<
    Omit<PosterBatchRequest, 'keys' | 'copies' | 'epoch'> & {
      key: string;
      epochs: number[];
      mixing: { how: NonNullable<Recipe['mixing']>; other: string } | null;
    },
    ImageBitmap[]
  >;
  /** The same poster in several fits, as images to show. */
  preview: Method<{ key: string; images: Recipe['images'][]; seed: number }, ImageBitmap[]>;
  /** Posters dropped for prediction: kept apart from the data set, by the keys that come back; `add` keeps earlier ones. */
  openLoose: Method<
    { input: OpenInput; add?: boolean },
    { posters: { key: string; file: string }[]; problems: Problem[] },
    Progress
  >;
  /** Bytes used by caches, and their removal. */
  storage: Method<
    null,
    {
      posters: number;
      pixels: number;
      features: number;
      weights: number;
      runs: number;
      quota: number;
      /** Why prepared posters are not kept, or not between visits; null where they are. */
      notice: ErrorReport | null;
    }
  >;
  clearCaches: Method<null, null>;
  /** Must come first: serves this API on one more port, for the compute worker, and says where the page lies. */
  attach: Method<{ port: MessagePort; base: string }, null>;
}

// -------------------------------------------------------------------------------------------- compute worker

export type { BackendChoice, BackendReport };

/** What a running training tells. */
export type TrainEvent =
  /** Once more with a further warning where one turns up on the way. */
  | { kind: 'plan'; runId: string; plan: PlanSummary; device: DeviceInfo }
  | { kind: 'progress'; progress: Progress }
  /** Losses of the batches since the last such event, with the first one's running number. */
  | { kind: 'batches'; epoch: number; first: number; losses: number[] }
  | {
      kind: 'epoch';
      record: EpochRecord;
      /** Validation confusion counts `[actual, predicted]`, row-major. */
      confusion: number[];
    }
  | { kind: 'paused' }
  | { kind: 'resumed' };

/** What a search for a learning rate tells. */
export type FinderEvent =
  | { kind: 'device'; device: DeviceInfo }
  | { kind: 'progress'; progress: Progress }
  | { kind: 'point'; point: FinderPoint };

export interface ModelSummary {
  /** What the outputs are. */
  heads: Head[];
  /** Names of the first head. */
  classNames: string[];
  title: string;
  createdAt: string;
  images: Recipe['images'];
  /** The model card, Markdown. */
  card: string;
  bytes: number;
}

export interface LoosePrediction {
  key: string;
  file: string;
  /** Index into class names: the most probable class or label of the first head; 0 of a value. */
  predicted: number;
  /** `[outputs]` of all heads: probabilities of classes and labels, and values. */
  probabilities: Float32Array;
}

/** Methods of the compute worker. */
export interface ComputeApi {
  /** Must come first: the port to the data worker, and the address under which the page's files lie. */
  attach: Method<{ data: MessagePort; base: string }, null>;
  /** What there is, and which one `auto` would take and why. */
  backends: Method<null, { found: BackendReport[]; chosen: DeviceInfo }>;
  /** Trains; the Run is stored as it goes and returned at the end. Stopping keeps what there is. */
  train: Method<{ recipe: Recipe; backend: BackendChoice; experiment?: RunExperiment }, Run, TrainEvent>;
  pause: Method<null, null>;
  resume: Method<null, null>;
  /**
   * The learning-rate range test of what the recipe trains; not while anything is trained. It may be stopped; nothing
   * of it is stored.
   */
  findLearningRate: Method<{ recipe: Recipe; backend: BackendChoice }, RateCurve, FinderEvent>;
  runs: Method<null, RunSummary[]>;
  /** Stored runs that this version cannot read; `deleteRun` takes their ids too. */
  unreadableRuns: Method<null, UnreadableRun[]>;
  run: Method<{ id: string }, Run>;
  deleteRun: Method<{ id: string }, null>;
  /** Gives a run another title; nothing else of it changes. */
  renameRun: Method<{ id: string; title: string }, null>;
  /** The run's model in a format. */
  exportModel: Method<{ id: string; format: ExportFormatId }, Blob, Progress>;
  /** Names and sizes (bytes, unpacked) of what is in a model's file, and its card. */
  listModel: Method<
    { file: Blob; format: ExportFormatId },
    { entries: { path: string; size: number }[]; card: string }
  >;
  /** Opens a ZIP that `exportModel` made in our own format (`OWN_FORMAT`), and keeps it for `predict`. */
  openModel: Method<{ file: Blob; backend: BackendChoice }, ModelSummary, Progress>;
  /** Classifies posters that `openLoose` took in, with the opened model. */
  predict: Method<
    { posters: { key: string; file: string }[] },
    { predictions: LoosePrediction[]; undecodable: Problem[]; device: DeviceInfo },
    Progress
  >;
  /** Pretrained weights on this machine, unfinished downloads too; `lasting` is false where they end with the page. */
  weights: Method<null, { list: KeptWeights[]; lasting: boolean }>;
  /** Takes a person's own weights in: one file, or a folder with a `model.json`. */
  addWeights: Method<{ input: OpenInput }, KeptWeights, Progress>;
  removeWeights: Method<{ id: string }, null>;
  /** What a file on the Hugging Face hub is. Asks the hub for its first kilobytes. */
  hubSize: Method<{ hub: HubFile }, HubSize, Progress>;
  /** Fetches what is needed of a file on the hub; what came before a stop is kept and gone on with. */
  fetchHub: Method<{ hub: HubFile }, KeptWeights, Progress>;
}

export type { SplitName };

// ------------------------------------------------------------------------------------------- figures worker

/** Which of a run's predictions figures are wanted of. */
export interface FiguresOf {
  run: Predicted;
  split: SplitName;
  /** Index into the run's heads. */
  head: number;
}

/** Methods of the figures worker. Stored predictions go in, so that it can be asked of any run. */
export interface FiguresApi {
  head: Method<FiguresOf, HeadFigures>;
  /** Takes about a second for thousands of films; may be stopped. */
  intervals: Method<FiguresOf, Intervals>;
  /** All that Compare keeps of a run. */
  compared: Method<{ run: Run }, ComparedRun>;
  /** A row of an experiment's table; `base` is the first row's run, null where this is it. May be stopped. */
  row: Method<{ run: Run; base: Run | null; published: PresetRun['published'] }, ExperimentRow>;
}
