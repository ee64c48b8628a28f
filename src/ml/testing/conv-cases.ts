/** Convolutions of all kinds, mainly unusual ones, for parity tests of kernels. */
import { backend_util } from '@tensorflow/tfjs-core';
import { convGeometry, type ConvGeometry } from '../kernels/conv-geometry';

type Padding = 'same' | 'valid' | number;

/** One case from Keras-like settings; a number pads every side. */
export function convCase(
  input: [batch: number, height: number, width: number, channels: number],
  filter: [height: number, width: number],
  outChannels: number,
  stride: number | [number, number] = 1,
  pad: Padding = 'same',
  dilation = 1,
): ConvGeometry {
  const info = backend_util.computeConv2DInfo(
    input,
    [filter[0], filter[1], input[3], outChannels],
    stride,
    dilation,
    pad,
  );
  return convGeometry(info);
}

/** A depthwise case: one filter per channel. */
export function depthwiseCase(
  input: [batch: number, height: number, width: number, channels: number],
  filter: [height: number, width: number],
  stride: number | [number, number] = 1,
  pad: Padding = 'same',
  dilation = 1,
): ConvGeometry {
  const info = backend_util.computeConv2DInfo(
    input,
    [filter[0], filter[1], input[3], 1],
    stride,
    dilation,
    pad,
    undefined,
    true,
  );
  return convGeometry(info);
}

/** A name for a test's title. */
export function caseTitle(g: ConvGeometry): string {
  const dilation = g.dilationHeight > 1 ? ` dilation ${g.dilationHeight}` : '';
  return (
    `[${g.batch},${g.inHeight},${g.inWidth},${g.inChannels}] ∗ ${g.filterHeight}×${g.filterWidth}→${g.outChannels}` +
    ` stride ${g.strideHeight},${g.strideWidth} pad ${g.padTop},${g.padLeft}${dilation}`
  );
}

export const CONV_CASES: readonly ConvGeometry[] = [
  // 1 × 1, channel counts divisible by four and not
  convCase([1, 1, 1, 1], [1, 1], 1),
  convCase([2, 5, 7, 4], [1, 1], 8),
  convCase([2, 5, 7, 3], [1, 1], 5),
  convCase([3, 4, 4, 36], [1, 1], 40),
  convCase([1, 9, 9, 130], [1, 1], 70),
  convCase([2, 8, 8, 8], [1, 1], 16, 2),
  convCase([2, 7, 9, 8], [1, 1], 16, 2),
  convCase([2, 7, 9, 6], [1, 1], 7, 2, 'valid'),
  convCase([1, 10, 10, 5], [1, 1], 5, 3),
  // 3 × 3
  convCase([1, 3, 3, 1], [3, 3], 1),
  convCase([2, 6, 6, 4], [3, 3], 4),
  convCase([2, 6, 6, 3], [3, 3], 8),
  convCase([1, 5, 5, 7], [3, 3], 9),
  convCase([1, 5, 8, 7], [3, 3], 9, 1, 'valid'),
  convCase([2, 8, 8, 16], [3, 3], 33),
  convCase([1, 11, 7, 12], [3, 3], 66),
  convCase([2, 14, 14, 16], [3, 3], 32),
  convCase([1, 4, 4, 40], [3, 3], 40, 1, 1),
  convCase([3, 5, 5, 20], [3, 3], 20, 1, 2),
  // stride 2 and 3, even and odd sides, symmetric padding as in PyTorch
  convCase([2, 8, 8, 4], [3, 3], 8, 2),
  convCase([2, 9, 9, 4], [3, 3], 8, 2),
  convCase([2, 8, 8, 4], [3, 3], 8, 2, 1),
  convCase([2, 9, 7, 5], [3, 3], 6, 2, 1),
  convCase([1, 7, 7, 5], [3, 3], 6, 2, 'valid'),
  convCase([1, 10, 11, 3], [3, 3], 4, 3),
  convCase([1, 10, 11, 3], [3, 3], 4, [2, 1]),
  convCase([1, 10, 11, 8], [3, 3], 4, [1, 3], 1),
  convCase([2, 12, 12, 16], [3, 3], 16, 2, 1),
  // other filters
  convCase([1, 6, 6, 4], [2, 2], 4),
  convCase([1, 6, 6, 4], [2, 2], 4, 2, 'valid'),
  convCase([1, 6, 9, 5], [1, 3], 4),
  convCase([1, 6, 9, 5], [3, 1], 4, 1, 'valid'),
  convCase([1, 9, 9, 3], [5, 5], 6),
  convCase([1, 9, 9, 4], [5, 5], 8, 2, 2),
  convCase([1, 9, 9, 4], [4, 4], 5, 2),
  convCase([2, 16, 16, 3], [7, 7], 8, 2, 3),
  convCase([1, 15, 13, 3], [7, 7], 10, 2, 3),
  convCase([1, 8, 8, 2], [7, 7], 3),
  convCase([1, 12, 12, 3], [8, 8], 4, 4, 'valid'),
  // dilation
  convCase([1, 9, 9, 4], [3, 3], 8, 1, 'same', 2),
  convCase([1, 11, 9, 3], [3, 3], 5, 1, 'valid', 3),
  convCase([1, 9, 9, 4], [3, 3], 4, 1, 2, 2),
  // a filter that does not reach every input position
  convCase([1, 7, 7, 4], [1, 1], 4, 3, 'valid'),
  convCase([1, 9, 9, 4], [2, 2], 4, 4, 'valid'),
  // sums long enough to be split
  convCase([4, 24, 24, 4], [3, 3], 4),
  convCase([3, 20, 21, 3], [3, 3], 5, 2, 1),
];

/** What chooses among the ways in which operands of 16 bits are read and a result is stored. */
function kindOf(g: ConvGeometry): string {
  const facts = [
    g.inChannels % 4 === 0,
    g.outChannels % 4 === 0,
    g.filterHeight * g.filterWidth > 1,
    g.strideHeight * g.strideWidth > 1,
    g.dilationHeight > 1,
  ];
  return facts.join(' ');
}

/**
 * The first two of each kind, one to be stored in 16 bits and one in 32, and those with long sums. The arithmetic of
 * positions is the same as in float32, for which all of `CONV_CASES` are tried.
 */
export const MIXED_CONV_CASES: readonly { geometry: ConvGeometry; stored: boolean }[] = CONV_CASES.flatMap(
  (geometry, at) => {
    const alike = CONV_CASES.slice(0, at).filter((other) => kindOf(other) === kindOf(geometry)).length;
    const { batch, outHeight, outWidth } = geometry;
    const isLong = batch * outHeight * outWidth > 300;
    return alike < 2 || isLong ? [{ geometry, stored: alike % 2 === 0 }] : [];
  },
);

export const DEPTHWISE_CASES: readonly ConvGeometry[] = [
  depthwiseCase([1, 1, 1, 1], [1, 1]),
  depthwiseCase([2, 5, 5, 3], [3, 3]),
  depthwiseCase([2, 5, 5, 4], [3, 3]),
  depthwiseCase([1, 6, 7, 8], [3, 3]),
  depthwiseCase([2, 7, 6, 12], [3, 3], 2),
  depthwiseCase([2, 8, 8, 12], [3, 3], 2),
  depthwiseCase([2, 8, 8, 12], [3, 3], 2, 1),
  depthwiseCase([2, 9, 9, 16], [3, 3], 2, 1),
  depthwiseCase([1, 9, 9, 16], [3, 3], 1, 1),
  depthwiseCase([1, 9, 9, 17], [3, 3], 1, 'valid'),
  depthwiseCase([1, 9, 8, 17], [3, 3], 2, 'valid'),
  depthwiseCase([1, 4, 4, 65], [3, 3]),
  depthwiseCase([1, 4, 4, 64], [3, 3]),
  depthwiseCase([3, 4, 4, 130], [3, 3], 2),
  depthwiseCase([1, 14, 14, 32], [3, 3]),
  depthwiseCase([1, 14, 14, 33], [3, 3], 2, 1),
  depthwiseCase([2, 9, 9, 4], [5, 5]),
  depthwiseCase([2, 9, 9, 4], [5, 5], 2),
  depthwiseCase([2, 9, 9, 6], [5, 5], 2, 2),
  depthwiseCase([1, 12, 11, 5], [5, 5], 1, 'valid'),
  depthwiseCase([1, 12, 11, 8], [5, 5], 2, 'valid'),
  depthwiseCase([1, 9, 9, 3], [7, 7]),
  depthwiseCase([1, 9, 9, 4], [7, 7], 2, 3),
  depthwiseCase([1, 6, 6, 4], [2, 2]),
  depthwiseCase([1, 6, 6, 4], [2, 2], 2, 'valid'),
  depthwiseCase([1, 7, 6, 5], [2, 2], 2),
  depthwiseCase([1, 6, 9, 5], [1, 3]),
  depthwiseCase([1, 6, 9, 5], [3, 1]),
  depthwiseCase([1, 6, 9, 8], [3, 1], 2),
  depthwiseCase([1, 9, 9, 4], [3, 3], [2, 1]),
  depthwiseCase([1, 9, 9, 4], [3, 3], [1, 2], 1),
  depthwiseCase([1, 10, 10, 4], [3, 3], 3),
  depthwiseCase([1, 10, 11, 7], [3, 3], 3, 1),
  depthwiseCase([1, 7, 7, 4], [1, 1], 2, 'valid'),
  depthwiseCase([1, 9, 9, 4], [3, 3], 1, 'same', 2),
  depthwiseCase([1, 11, 9, 3], [3, 3], 1, 'valid', 3),
  depthwiseCase([4, 20, 20, 3], [3, 3]),
  depthwiseCase([4, 20, 20, 4], [3, 3], 2, 1),
  depthwiseCase([2, 16, 12, 24], [3, 3], 1, 1),
  depthwiseCase([5, 3, 3, 40], [3, 3]),
  depthwiseCase([1, 2, 2, 8], [3, 3]),
  depthwiseCase([1, 2, 3, 8], [5, 5], 2, 2),
  // more than 1,024 positions: threads share their sums
  depthwiseCase([3, 20, 21, 5], [3, 3]),
  depthwiseCase([1, 37, 41, 33], [3, 3], 1, 1),
  depthwiseCase([2, 33, 35, 4], [5, 5]),
  depthwiseCase([2, 66, 70, 6], [3, 3], 2, 1),
  depthwiseCase([1, 40, 39, 12], [3, 3], 1, 'valid', 2),
  depthwiseCase([1, 64, 19, 3], [7, 7]),
  depthwiseCase([1, 48, 49, 65], [3, 1], [1, 2]),
  depthwiseCase([5, 15, 16, 36], [2, 2]),
];
