/** MobileNetV1 as Keras names it: `conv_dw_3`, `conv_dw_3_bn`; its last layer is a 1 × 1 convolution there. */
import { kerasNames } from './keras';

export const MOBILENET_V1_KERAS = kerasNames(
  (layer) => (layer === 'predictions' ? 'conv_preds' : layer.replace(/\/norm$/, '_bn')),
  ({ layer }) => layer === 'predictions',
);
