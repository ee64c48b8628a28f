/** Our WASM kernels, by the numbers that `assembly/kernels.ts` gives them. Their arguments are documented there. */
export const KERNEL_NAMES = [
  'packFilter',
  'gatherGemm',
  'filterGradient',
  'depthwise',
  'depthwiseFilterGradient',
  'sumParts',
  'normSums',
  'normMoments',
  'normApply',
  'normGradientSums',
  'normGradientMoments',
  'normGradientApply',
  'scaleGradient',
  'addActivate',
  'activationGradient',
  'maxPoolGradient',
  'globalAverage',
  'globalAverageGradient',
  'adam',
  'sgd',
] as const;

export type KernelName = (typeof KERNEL_NAMES)[number];
