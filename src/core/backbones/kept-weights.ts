/** Pretrained weights stored on this machine, and what the hub says about others, as shown in the page. */
import type { ArchitectureInput } from './architectures';
import type { HubFile } from './hub-file';

export type WeightsFormat = 'safetensors' | 'tfjs-layers' | 'keras-h5' | 'keras-archive' | 'pytorch' | 'onnx';

/** Where weights came from. */
export type WeightsOrigin =
  | { kind: 'file'; format: WeightsFormat }
  | {
      kind: 'hub';
      hub: HubFile;
      /** True if the hub published a hash and the file matches it. */
      checked: boolean;
    };

/** What the page shows about stored weights. */
export interface KeptWeights {
  /** Identifies the stored files; for a file, its hash. */
  id: string;
  /** Name of the file, or of the repository. */
  name: string;
  origin: WeightsOrigin;
  /**
   * SHA-256 in hex: of the file as given (for a tfjs model, of `model.json` followed by its weight files), or of the
   * hub's whole file. Null if only a part was fetched, or while it is being fetched.
   */
  sha256: string | null;
  /** The network that its tensors fit: "resnet18". */
  network: string;
  architecture: ArchitectureInput;
  /** Bytes stored. */
  bytes: number;
  complete: boolean;
  /** ISO 8601. */
  addedAt: string;
  /** Layers and parts of the file that the network has no use for: a head of somebody's own, an optimizer's state. */
  leftOut?: readonly string[];
}

/** What is known about a file on the hub before it is fetched. */
export interface HubSize {
  hub: HubFile;
  /** Bytes of the whole file. */
  fileBytes: number;
  /** Bytes to fetch: only what the network needs. */
  neededBytes: number;
  /** SHA-256 of the whole file; null if the hub gives none or only a part is fetched. */
  sha256: string | null;
  network: string;
  architecture: ArchitectureInput;
}
