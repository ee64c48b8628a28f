/**
 * The bundled backbone's file and architecture. `scripts/extract-backbone.ts` creates the file; the hash here makes sure
 * that the script and the page use the same weights.
 */
import { OPEN_IMAGES_MOBILENET_V2, type BackboneFacts } from '../../core/backbones/bundled';
import type { MobileNetV2Config } from './mobilenet';

export interface BundledBackbone {
  facts: BackboneFacts;
  config: MobileNetV2Config;
  /** Path of its weights (safetensors) under the page's base. */
  path: string;
  /** SHA-256 of that file, hex. */
  sha256: string;
}

/** By the recipe's `backbone.id`. */
export const BUNDLED: Record<'open-images-mobilenet-v2', BundledBackbone> = {
  'open-images-mobilenet-v2': {
    facts: OPEN_IMAGES_MOBILENET_V2,
    config: {
      family: 'mobilenet-v2',
      width: 1,
      padding: 'same',
      batchNorm: 'folded',
      inputRange: [-1, 1],
    },
    path: 'backbones/open-images-mobilenet-v2/model.safetensors',
    sha256: 'f81b5c2ab3c23e957fdc5e48a68ce84c65f0c54788a6f9c30a2f217eb25ab398',
  },
};
