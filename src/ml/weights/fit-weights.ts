/**
 * A file's weights for an architecture: recognised by names and shapes, renamed, every shape checked. What the file
 * cannot give (a head for other classes, a stem that the recipe changed) is left to be drawn fresh.
 */
import { decisiveFields } from '../../core/backbones/lookups';
import { OnesheetError } from '../../core/errors';
import { architectureOf, settingsOf, type ArchitectureConfig } from '../backbones/architectures';
import { fromFile } from './names/tensor-names';
import { adjusted } from './published';
import { recognise } from './recognise';
import { placed } from './sources';
import type { Weights } from '../layers/weights';

const HEAD = 'head';

export interface Fitted {
  /** Under our names; of every stage but the fresh ones. */
  weights: Weights;
  /** Stages that the weights have nothing for, to be drawn by `initialWeights`. */
  fresh: string[];
}

/** The shapes of a file's tensors. */
export function shapesOf(file: Weights): Map<string, readonly number[]> {
  return new Map([...file].map(([name, { shape }]) => [name, shape]));
}

/**
 * @param file Under its own names, in its own layouts.
 * @throws OnesheetError `weights-other-network` for those of another architecture; `weights-missing-tensor`,
 *   `weights-shape`, `weights-extra-tensor`, each naming the tensor.
 */
export function fitWeights(file: Weights, config: ArchitectureConfig): Fitted {
  const { config: found, names, hasHead, sources } = recognise(shapesOf(file), config.classes);
  const taken = agree(found, config) ? adjusted(found, config, names) : null;
  if (!taken) throw otherNetwork(found, config);
  const fresh = [...new Set([...taken.fresh, ...(hasHead ? [] : [HEAD])])];
  const weights = fromFile(architectureOf(config), placed(file, sources), taken.names, { except: fresh });
  return { weights, fresh };
}

/** True where two networks are the same in everything that decides shapes, padding and norms. */
function agree(found: ArchitectureConfig, asked: ArchitectureConfig): boolean {
  const [one, other] = [found, asked].map(
    (config) => new Map<string, unknown>(Object.entries(settingsOf(config))),
  );
  return ['family', ...decisiveFields(asked.family)].every((field) => one.get(field) === other.get(field));
}

function otherNetwork(found: ArchitectureConfig, asked: ArchitectureConfig): OnesheetError {
  const [theirs, ours] = [found, asked].map(describe);
  return new OnesheetError(
    'weights-other-network',
    `These weights are of ${theirs}; the recipe’s network is ${ours}.`,
    `Take ${theirs} as the network, or other weights.`,
    { where: { workspace: 'train', control: 'weights' } },
  );
}

/** "mobilenet-v2 × 0.35 (keras)": title, and whose kind of weights where there are several. */
function describe(config: ArchitectureConfig): string {
  const { title } = architectureOf(config);
  return 'source' in config ? `${title} (${config.source})` : title;
}
