/**
 * ResNet50 as keras.applications names it: `conv3_block1_2_conv`, `conv3_block1_2_bn`. The stride of a block is at its
 * first convolution there, which is our network without tweak B.
 */
import { takeTensor, type Weights } from '../../layers/weights';
import { fromCaffeInput, plus, withoutBiases } from './keras-applications';
import { kerasNames, shortcutFirst } from './keras';
import type { TensorNames } from './tensor-names';

const BLOCKS = [3, 4, 6, 3];

interface Unit {
  /** Keras's name, to which `_conv` and `_bn` are added. */
  name: string;
  channels: number;
}

/** Every convolution with its norm. */
const UNITS: readonly Unit[] = [
  { name: 'conv1', channels: 64 },
  ...BLOCKS.flatMap((count, stage) =>
    Array.from({ length: count }, (_, block) => {
      const prefix = `conv${stage + 2}_block${block + 1}`;
      const width = 64 * 2 ** stage;
      return [
        ...(block === 0 ? [{ name: `${prefix}_0`, channels: 4 * width }] : []),
        { name: `${prefix}_1`, channels: width },
        { name: `${prefix}_2`, channels: width },
        { name: `${prefix}_3`, channels: 4 * width },
      ];
    }).flat(),
  ),
];

/** `layer2/0/bn3` → `conv3_block1_3_bn` */
function kerasLayer(layer: string): string {
  if (layer === 'fc') return 'predictions';
  if (layer === 'conv1' || layer === 'bn1') return layer === 'conv1' ? 'conv1_conv' : 'conv1_bn';
  const [, stage, block, part, number] = /^layer(\d)\/(\d)\/(conv|bn|downsample\/)(\d)$/.exec(layer) ?? [];
  if (stage === undefined) return layer;
  const prefix = `conv${Number(stage) + 1}_block${Number(block) + 1}`;
  // a shortcut's last part is its norm; with a pool before them both move on by one
  if (part === 'downsample/') return `${prefix}_0_${number === '0' ? 'conv' : 'bn'}`;
  return `${prefix}_${number}_${part}`;
}

function adapt(file: Weights): Weights {
  const first = fromCaffeInput(takeTensor(file, 'conv1_conv/kernel', [7, 7, 3, 64]));
  const bias = takeTensor(file, 'conv1_conv/bias', [64]);
  const read = new Map(file)
    .set('conv1_conv/kernel', first.kernel)
    .set('conv1_conv/bias', plus(bias, first.offset));
  return withoutBiases(
    read,
    UNITS.map(({ name, channels }) => ({ convolution: `${name}_conv`, norm: `${name}_bn`, channels })),
  );
}

/**
 * Names of Keras up to 2.2.4 (`res3b_branch2a`, `bn3b_branch2a`, a shortcut is `branch1`), which the files that it
 * downloaded have.
 */
function formerLayer(layer: string): string | null {
  const ends: Record<string, string> = { conv1: 'conv1_conv', bn_conv1: 'conv1_bn', fc1000: 'predictions' };
  if (Object.hasOwn(ends, layer)) return ends[layer];
  const [, kind, stage, block, branch, part] =
    /^(res|bn)([2-5])([a-f])_branch(1|2)([a-c]?)$/.exec(layer) ?? [];
  if (kind === undefined) return null;
  const number = branch === '1' ? 0 : LETTERS.indexOf(part) + 1;
  return `conv${stage}_block${LETTERS.indexOf(block) + 1}_${number}_${kind === 'bn' ? 'bn' : 'conv'}`;
}

const LETTERS = 'abcdef';

export const RESNET_KERAS: TensorNames = {
  ...kerasNames(kerasLayer),
  formerLayer,
  listedBefore: shortcutFirst,
  ignored: /^(dense(_\w+)?|probs|conv1_(conv|bn))\//,
  besides: new Map(UNITS.map(({ name, channels }) => [`${name}_conv/bias`, [channels]])),
  adapt,
};
