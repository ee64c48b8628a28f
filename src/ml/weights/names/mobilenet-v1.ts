/** MobileNetV1 as Keras names it: `conv_dw_3`, `conv_dw_3_bn`; its last layer is a 1 × 1 convolution there. */
import type { MobileNetV1Config } from '../../backbones/mobilenet-v1';
import { kerasNames } from './keras';
import type { PublishedFiles } from './published-files';

export const MOBILENET_V1_KERAS = kerasNames(
  (layer) => (layer === 'predictions' ? 'conv_preds' : layer.replace(/\/norm$/, '_bn')),
  ({ layer }) => layer === 'predictions',
);

/** Widths that weights have been published for. */
const WIDTHS = [0.25, 0.5, 0.75, 1];

export const MOBILENET_V1_FILES: PublishedFiles<MobileNetV1Config> = {
  kind: 'files',
  known: WIDTHS.map((width) => ({
    config: (classes) => ({ family: 'mobilenet-v1', width, classes }),
    names: MOBILENET_V1_KERAS,
  })),
};
