/** Every WebGPU kernel on a few small shapes; and the convolutions, also mixed ones, on all cases. */
import * as webgpu from '../../kernels/webgpu/conv2d';
import * as webgpuDepthwise from '../../kernels/webgpu/depthwise';
import type { TileType } from '../../kernels/webgpu/gemm';
import { internals } from '../../kernels/webgpu/internals';
import type { NetworkOps } from '../../layers/ops';
import { CONV_CASES, DEPTHWISE_CASES } from '../conv-cases';
import { activationChecks } from './activations';
import type { Check } from './check';
import {
  convolutionChecks,
  mixedDepthwiseCheck,
  mixedProductsCheck,
  productsCheck,
  type Products,
} from './convolutions';
import { lossChecks } from './losses';
import { normChecks } from './norms';
import { optimizerChecks } from './optimizers';
import { poolChecks } from './pools';
import { trainingChecks } from './training';

export const WEBGPU_PRODUCTS: { full: Products; depthwise: Products } = {
  full: {
    forward: (...args) => webgpu.conv2dForward(internals(), ...args),
    filterGradient: (...args) => webgpu.conv2dFilterGradient(internals(), ...args),
    inputGradient: (...args) => webgpu.conv2dInputGradient(internals(), ...args),
  },
  depthwise: {
    forward: (...args) => webgpuDepthwise.depthwiseForward(internals(), ...args),
    filterGradient: (...args) => webgpuDepthwise.depthwiseFilterGradient(internals(), ...args),
    inputGradient: (...args) => webgpuDepthwise.depthwiseInputGradient(internals(), ...args),
  },
};

/** Takes half a minute on a software adapter. */
export function webgpuChecks(ops: NetworkOps): Check[] {
  return [
    ...convolutionChecks('webgpu', ops, WEBGPU_PRODUCTS),
    ...normChecks('webgpu', ops),
    ...activationChecks('webgpu', ops),
    ...poolChecks('webgpu', ops),
    ...lossChecks(),
    ...optimizerChecks('webgpu'),
    ...trainingChecks('webgpu', ops),
  ];
}

/** All cases of the unit tests; mixed ones with each tile type. Takes minutes on a software adapter. */
export function convolutionCaseChecks(tiles: readonly TileType[]): Check[] {
  return [
    ...CONV_CASES.map((g) => productsCheck(g, false, WEBGPU_PRODUCTS.full)),
    ...DEPTHWISE_CASES.map((g) => productsCheck(g, true, WEBGPU_PRODUCTS.depthwise)),
    ...tiles.flatMap((type) =>
      CONV_CASES.map((g, i) => mixedProductsCheck(g, { stored: i % 2 === 0, tiles: type })),
    ),
    ...DEPTHWISE_CASES.map(mixedDepthwiseCheck),
  ];
}
