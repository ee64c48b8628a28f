/**
 * Facts about the bundled backbone, in the words that the page, model cards and documentation show. Loading and running
 * its weights is in `ml/backbones`.
 */

export interface BackboneFacts {
  /** The recipe's `backbone.id`. */
  id: string;
  title: string;
  /** What it is, where it comes from, what its features are. Shown unchanged. */
  about: string;
  /** SPDX name. */
  licence: string;
  source: { package: string; version: string; file: string };
  /** Layers that can be tapped, and their number of channels. */
  taps: Record<string, number>;
}

export const OPEN_IMAGES_MOBILENET_V2: BackboneFacts = {
  id: 'open-images-mobilenet-v2',
  title: 'MobileNetV2 1.0, Open Images',
  about:
    'This backbone is the MobileNetV2 (width 1.0, 2.2 million weights) inside an object detector that Google ' +
    'trained on Open Images v4; it has never been trained on film posters. It comes from the npm package ' +
    '@mediapipe/objectron 0.4.1675468480 under the Apache-2.0 licence, with batch norm folded into its ' +
    'convolutions and weights of 16 bits. Its features are averages over the image of three layers, joined: ' +
    'block 12 after its addition (96 channels), block 13 after its expansion (576) and block 15 after its ' +
    'addition (160), 832 in all. Block 6 after its expansion (192) and the last layer (1,280) can be tapped too; ' +
    'the presets for films take block 6 beside the three, since it sees colour and texture.',
  licence: 'Apache-2.0',
  source: {
    package: '@mediapipe/objectron',
    version: '0.4.1675468480',
    file: 'object_detection_ssd_mobilenetv2_oidv4_fp16.tflite',
  },
  taps: { block_6_expand: 192, block_12_add: 96, block_13_expand: 576, block_15_add: 160, Conv_1: 1280 },
};
