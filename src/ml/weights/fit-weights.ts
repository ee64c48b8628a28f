/**
 * A file's weights for an architecture: recognised by names and shapes, renamed, every shape checked. What the file
 * cannot give (a head for other classes, a stem that the recipe changed) is left to be drawn fresh.
 */
import { OnesheetError } from '../../core/errors';
import { architectureOf, type ArchitectureConfig } from '../backbones/architectures';
import type { ResNetConfig } from '../backbones/resnet';
import type { Parameter } from '../layers/parameters';
import { fromFile, type TensorNames } from './names/tensor-names';
import { recognise, type Recognised } from './recognise';
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
  const found = recognise(shapesOf(file), config.classes);
  refuseOther(found.config, config);
  const fresh = freshStages(found, config);
  const architecture = architectureOf(config);
  const names = isResNet(config) && isResNet(found.config) ? tweakedNames(found, config) : found.names;
  return { weights: fromFile(architecture, file, names, { except: fresh }), fresh };
}

/** What of a config has to be as it is in the file: everything that decides shapes, padding and norms. */
const DECISIVE = ['family', 'size', 'width', 'source'] as const;

function refuseOther(found: ArchitectureConfig, asked: ArchitectureConfig): void {
  const is = decisiveOf(found);
  const needed = decisiveOf(asked);
  const same = DECISIVE.every((field) => is.get(field) === needed.get(field));
  if (same && strideIsFirst(found) === strideIsFirst(asked)) return;
  const [theirs, ours] = [found, asked].map(describe);
  throw new OnesheetError(
    'weights-other-network',
    `These weights are of ${theirs}; the recipe’s network is ${ours}.`,
    `Take ${theirs} as the network, or other weights.`,
    { where: { workspace: 'train', control: 'weights' } },
  );
}

function decisiveOf(config: ArchitectureConfig): Map<string, unknown> {
  const whole = config.family === 'resnet-v2' ? { source: 'timm', ...config } : config;
  return new Map(Object.entries(whole));
}

/** A bottleneck without tweak B: Keras's. Basic blocks have only one place for their stride. */
function strideIsFirst(config: ArchitectureConfig): boolean {
  return isResNet(config) && config.tweakB === false && config.size.includes('50');
}

/** "mobilenet-v2 × 0.35 (keras)": title, and whose kind of weights where there are several. */
function describe(config: ArchitectureConfig): string {
  const { title } = architectureOf(config);
  return 'source' in config ? `${title} (${config.source})` : title;
}

function freshStages({ config: found, hasHead }: Recognised, asked: ArchitectureConfig): string[] {
  const head = hasHead ? [] : [HEAD];
  if (!isResNet(found) || !isResNet(asked)) return denseTop(asked) ? ['dense', HEAD] : head;
  return (found.tweakC ?? false) === (asked.tweakC ?? false) ? head : ['stem', ...head];
}

/** VGG16's dense layers are never fetched. */
function denseTop(config: ArchitectureConfig): boolean {
  return config.family === 'vgg' && config.top.kind === 'dense';
}

function isResNet(config: ArchitectureConfig): config is ResNetConfig {
  return config.family === 'resnet';
}

/**
 * Names by which a ResNet with other tweaks finds its tensors in a file: a pool before a shortcut's convolution (D)
 * counts there; a stem that the file has otherwise (C) is passed over.
 */
function tweakedNames({ config, names }: Recognised, asked: ResNetConfig): TensorNames {
  const found = config as ResNetConfig;
  const shift = Number(found.tweakD ?? false) - Number(asked.tweakD ?? false);
  const otherStem = (found.tweakC ?? false) !== (asked.tweakC ?? false);
  if (shift === 0 && !otherStem) return names;
  return {
    ...names,
    ignored: otherStem ? new RegExp(`${names.ignored.source}|^(conv1|bn1)\\.`) : names.ignored,
    nameOf: (parameter: Parameter) =>
      names.nameOf(parameter).replace(/(downsample\.)(\d)/, (_, before: string, index: string) => {
        return before + String(Number(index) + shift);
      }),
  };
}
