/**
 * Messages between the page and its three workers; types only. The data worker owns table, films, posters and their
 * caches; the compute worker owns tensors, and gets plans and pixels from the data worker over a channel of their own,
 * so they never pass through the page. The figures worker owns nothing: it computes figures from the predictions that
 * it is sent.
 */
import type { HubSize, KeptWeights } from '../core/backbones/kept-weights';
import type { ErrorReport } from '../core/errors';
import type { FunnelStep } from '../core/cleaning/funnel';
import type { CleaningSettings } from '../core/cleaning/rules';
import type { DialectChoice, DialectFinding } from '../core/films/dialect';
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

/** Notices of one reason. */
export interface NoticeCount {
  kind: string;
  reason: string;
  count: number;
  /** Line of the first of them; null where it is of the whole table. */
  line: number | null;
}

/** The page's overview of the data set. Sent whole after every change. */
export interface DatasetSummary {
  /** Increases with every change that may lead to another plan: rows, posters, their measurements, rules. */
  revision: number;
  /** Its name: the table's file name, "Generated sample" and so on; null if nothing is open. */
  name: string | null;
  /** Where the data come from, so that posters drawn by the page are labelled as such. */
  origin: 'opened' | 'generated' | 'popular-films' | null;
  table: {
    name: string;
    /** Rows read, without the header. */
    rows: number;
    films: number;
    unusable: number;
    columns: string[];
    mapping: ColumnMapping;
    /** Fields for which no column was recognised. */
    unmapped: FilmField[];
    dialect: string;
    /** Each trait of the dialect as it was read, with what spoke for it. */
    findings: DialectFinding[];
    /** What the person decided of it. */
    choice: DialectChoice;
    /** What the table is called where many people have it. */
    known: string | null;
    /** Columns of 0 and 1 that are genres. */
    genreColumns: string[];
    /** What is worth knowing of it: guesses, values that did not parse, by kind. The list `notices` has them one by one. */
    notices: NoticeCount[];
  } | null;
  posters: number;
  /** How many posters of films have been examined, including those that are not images. */
  measured: number;
  join: JoinReport;
  genres: GenreCount[];
  /** How many files were rejected (list `unread-files`): not a table, poster or ZIP, refused or damaged. */
  unread: number;
  /** Folders that were taken for classes, though they look like films; null where they do not. */
  filmFolders: string | null;
  /** Attribution that must be shown with this data, or null. */
  attribution: string | null;
}

export type { HubSize, KeptWeights };
export type { FilmRow, GenreCount, TablePage, TableQuery, TableView };

/** Lists that can be downloaded as CSV. */
export const LISTS = [
  'unusable-rows',
  'notices',
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
  /** Posters per second: 1 by default, at most 20. */
  rate: number;
}
export interface FetchReport {
  fetched: number;
  cached: number;
  failed: { key: string; title: string; url: string; reason: string }[];
}

/** Which posters to return as pixels, and how to make them. */
export interface PosterBatchRequest {
  keys: string[];
  images: Recipe['images'];
  /** Seeds random crops (with the key) and augmentation (with key, copy and epoch). */
  seed: number;
  /** Empty for posters that are only fitted. */
  augmentation: Recipe['augmentation'];
  /** From 1. Null for pictures as validation sees them: nothing is random. */
  epoch: number | null;
  /** Which copy of its film each key is in this epoch; 0 for the film itself. By default all are 0. */
  copies?: number[];
}
/** Keys may repeat, so posters are identified by their position among them. */
export interface PosterBatch {
  /** Ascending positions in `keys`. */
  found: number[];
  /** RGB bytes `[found, height, width, 3]`. */
  pixels: Uint8Array;
  undecodable: Problem[];
}

/** Methods of the data worker. `Progress` events report how far long calls are. */
export interface DataApi {
  /**
   * Opens files, adding to or replacing what is open.
   * @param cleaning the rules for the films; by default they stay as they are.
   * @param dialect how the table is written, as far as the person says; the rest is judged.
   * @param overrides columns for single fields beside those that are recognised; '' for none.
   */
  open: Method<
    {
      input: OpenInput;
      add: boolean;
      cleaning?: CleaningSettings;
      dialect?: DialectChoice;
      overrides?: ColumnMapping;
    },
    DatasetSummary,
    Progress
  >;
  openSample: Method<{ sample: SampleId; cleaning?: CleaningSettings }, DatasetSummary, Progress>;
  summary: Method<null, DatasetSummary>;
  clear: Method<null, DatasetSummary>;
  /**
   * Reads the table again. @param mapping recognised anew where it is null.
   * @param dialect the person's choices, all of them; as before, where it is left out.
   */
  setMapping: Method<{ mapping: ColumnMapping | null; dialect?: DialectChoice }, DatasetSummary, Progress>;
  /** Applies the rules in order, for the funnel and the genre counts; computes nothing if they have not changed. */
  clean: Method<{ cleaning: CleaningSettings }, { funnel: FunnelStep[]; summary: DatasetSummary }>;
  rows: Method<TableQuery, TablePage>;
  /** A CSV to download. */
  list: Method<{ list: ListId }, Blob>;
  /** The original poster's bytes; null if the film has none. */
  poster: Method<{ key: string }, Blob | null>;
  /** Keys of films with posters, in the order of the table, for browsing. */
  posterKeys: Method<{ genre: string | null; limit: number }, { key: string; title: string }[]>;
  fetchPosters: Method<FetchOptions, FetchReport, Progress | { failed: FetchReport['failed'][number] }>;
  /** Examines all posters of films, for rules on posters and near-duplicates; measurements are kept. */
  measure: Method<
    null,
    { measured: number; fromCache: number; undecodable: Problem[]; seconds: number; summary: DatasetSummary },
    Progress
  >;
  /** Makes the plan; first examines the posters if the recipe's rules need that. */
  plan: Method<{ recipe: Recipe }, Plan, Progress>;
  /**
   * A plan as the page shows it: its answers as charts, some of its films taking the classes in turn, and the revision
   * of the data for which it was requested.
   */
  planSummary: Method<
    { recipe: Recipe; examples: number },
    { revision: number; plan: PlanSummary; charts: HeadChart[]; examples: Sample[] },
    Progress
  >;
  /** How many films of a plan are in each split. */
  planSizes: Method<{ recipe: Recipe }, Record<SplitName, number>, Progress>;
  /** Decodes and fits all of a plan's posters into the OPFS cache; returns what could not be decoded. */
  prepare: Method<
    { recipe: Recipe },
    {
      prepared: number;
      fromCache: number;
      undecodable: Problem[];
      seconds: number;
      /** Why prepared posters are not kept, or not between visits; null if they are. */
      notice: ErrorReport | null;
    },
    Progress
  >;
  /** Augmented pixels of posters, from prepared ones; missing ones are decoded now. Buffers are transferred. */
  posterBatch: Method<PosterBatchRequest, PosterBatch>;
  /**
   * One poster without augmentation, as validation sees it, followed by the poster as each of these epochs would see
   * it; mixed with another one if the recipe mixes.
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
  /**
   * Adds posters dropped for prediction: kept apart from the data set, under the returned keys; `add` keeps earlier
   * ones.
   */
  openLoose: Method<
    { input: OpenInput; add?: boolean },
    { posters: { key: string; file: string }[]; problems: Problem[] },
    Progress
  >;
  /** Bytes used by caches; `clear` deletes them. */
  storage: Method<
    null,
    {
      posters: number;
      pixels: number;
      features: number;
      weights: number;
      runs: number;
      quota: number;
      /** Why prepared posters are not kept, or not between visits; null if they are. */
      notice: ErrorReport | null;
    }
  >;
  clearCaches: Method<null, null>;
  /** Must come first: serves this API on one more port, for the compute worker, and passes the page's address. */
  attach: Method<{ port: MessagePort; base: string }, null>;
}

// -------------------------------------------------------------------------------------------- compute worker

export type { BackendChoice, BackendReport };

/** Events of a training. */
export type TrainEvent =
  /** Sent again with a further warning if one turns up during training. */
  | { kind: 'plan'; runId: string; plan: PlanSummary; device: DeviceInfo }
  | { kind: 'progress'; progress: Progress }
  /** Losses of the batches since the last such event; `first` is the number of the first one. */
  | { kind: 'batches'; epoch: number; first: number; losses: number[] }
  | {
      kind: 'epoch';
      record: EpochRecord;
      /** Validation confusion counts `[actual, predicted]`, row-major. */
      confusion: number[];
    }
  | { kind: 'paused' }
  | { kind: 'resumed' };

/** Events of a search for a learning rate. */
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
  /** The model card, in Markdown. */
  card: string;
  bytes: number;
}

export interface LoosePrediction {
  key: string;
  file: string;
  /** Index into the class names: the most probable class or label of the first head; 0 for a value. */
  predicted: number;
  /** `[outputs]` of all heads: probabilities of classes and labels, and values. */
  probabilities: Float32Array;
}

/** Methods of the compute worker. */
export interface ComputeApi {
  /** Must come first: the port to the data worker, and the address of the page's files. */
  attach: Method<{ data: MessagePort; base: string }, null>;
  /** The backends found, and the one that `auto` would choose and why. */
  backends: Method<null, { found: BackendReport[]; chosen: DeviceInfo }>;
  /** Trains a run, which is stored along the way and returned at the end. A stop keeps the results so far. */
  train: Method<{ recipe: Recipe; backend: BackendChoice; experiment?: RunExperiment }, Run, TrainEvent>;
  pause: Method<null, null>;
  resume: Method<null, null>;
  /**
   * The learning-rate range test for the recipe; not while a run is being trained. It can be stopped; nothing is
   * stored.
   */
  findLearningRate: Method<{ recipe: Recipe; backend: BackendChoice }, RateCurve, FinderEvent>;
  runs: Method<null, RunSummary[]>;
  /** Stored runs that this version cannot read; `deleteRun` accepts their ids too. */
  unreadableRuns: Method<null, UnreadableRun[]>;
  run: Method<{ id: string }, Run>;
  deleteRun: Method<{ id: string }, null>;
  /** Changes only the title of a run. */
  renameRun: Method<{ id: string; title: string }, null>;
  /** The run's model in a format. */
  exportModel: Method<{ id: string; format: ExportFormatId }, Blob, Progress>;
  /** Names and uncompressed sizes in bytes of the files in a model's ZIP, and its card. */
  listModel: Method<
    { file: Blob; format: ExportFormatId },
    { entries: { path: string; size: number }[]; card: string }
  >;
  /** Opens a ZIP that `exportModel` made in our own format (`OWN_FORMAT`), and keeps it for `predict`. */
  openModel: Method<{ file: Blob; backend: BackendChoice }, ModelSummary, Progress>;
  /** Classifies posters received by `openLoose`, with the open model. */
  predict: Method<
    { posters: { key: string; file: string }[] },
    { predictions: LoosePrediction[]; undecodable: Problem[]; device: DeviceInfo },
    Progress
  >;
  /**
   * Pretrained weights on this machine, unfinished downloads included; `lasting` is false if they last only as long as
   * the page.
   */
  weights: Method<null, { list: KeptWeights[]; lasting: boolean }>;
  /** Adds a person's own weights: one file, or a folder with a `model.json`. */
  addWeights: Method<{ input: OpenInput }, KeptWeights, Progress>;
  removeWeights: Method<{ id: string }, null>;
  /** Examines a file on the Hugging Face hub by downloading its first kilobytes. */
  hubSize: Method<{ hub: HubFile }, HubSize, Progress>;
  /**
   * Downloads the needed parts of a file on the hub; after a stop, what was downloaded is kept, and the next call
   * resumes.
   */
  fetchHub: Method<{ hub: HubFile }, KeptWeights, Progress>;
}

export type { SplitName };

// ------------------------------------------------------------------------------------------- figures worker

/** Which of a run's predictions to compute figures from. */
export interface FiguresOf {
  run: Predicted;
  split: SplitName;
  /** Index into the run's heads. */
  head: number;
}

/** Methods of the figures worker. They are sent the stored predictions, so they work for any run. */
export interface FiguresApi {
  head: Method<FiguresOf, HeadFigures>;
  /** Takes about a second for thousands of films; can be stopped. */
  intervals: Method<FiguresOf, Intervals>;
  /** Everything that Compare shows of a run. */
  compared: Method<{ run: Run }, ComparedRun>;
  /**
   * A row of an experiment's table; `base` is the first row's run, or null if this is the first row. Can be stopped.
   */
  row: Method<{ run: Run; base: Run | null; published: PresetRun['published'] }, ExperimentRow>;
}
