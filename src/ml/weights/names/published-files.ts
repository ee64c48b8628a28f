/** What is known of the files that a family's weights are published in: what `ml/weights/published.ts` holds of each. */
import type { ArchitectureConfig } from '../../backbones/architectures';
import type { Weights } from '../../layers/weights';
import type { TensorNames } from './tensor-names';

/** One way in which files hold a member of a family. What shapes do not tell is taken as the source has it. */
export interface FileKind<Config> {
  /** The network that such a file is of, with this many classes. */
  config: (classes: number) => Config;
  names: TensorNames;
}

/** How a file's tensors are taken for a network whose settings differ from the file's. */
export interface Adjustment {
  /** Stages that the file has nothing for, beside a head for other classes. */
  fresh: readonly string[];
  names: TensorNames;
}

export interface PublishedFiles<Config> {
  kind: 'files';
  /** Tried in order: the first whose names and shapes all fit is what a file is. */
  known: readonly FileKind<Config>[];
  /**
   * Of two members that agree in the settings that weights decide: what the asked one takes of the found one's file;
   * null where that file is of another network all the same. Everything, where it is left out.
   */
  adjust?: (found: Config, asked: Config, names: TensorNames) => Adjustment | null;
}

/** A network that the whole is made of, filled with weights of its own. Its head is left out. */
export interface Part {
  config: ArchitectureConfig;
  /** Its weights, as the whole calls them. */
  asPart: (weights: Weights) => Weights;
}

export interface PublishedParts<Config> {
  kind: 'parts';
  partsOf: (config: Config) => readonly Part[];
  /** Stages of the whole that no part has weights for. */
  fresh: readonly string[];
}

export type Published<Config> =
  | PublishedFiles<Config>
  | PublishedParts<Config>
  /** None: it is trained from scratch. */
  | { kind: 'none' };
