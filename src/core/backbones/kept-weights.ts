/** Pretrained weights on this machine, and what the hub says of others, as the page shows them. */
import type { ArchitectureInput } from './architectures';
import type { HubFile } from './hub-file';

export type WeightsFormat = 'safetensors' | 'tfjs-layers' | 'keras-h5';

/** Where weights came from. */
export type WeightsOrigin =
  | { kind: 'file'; format: WeightsFormat }
  | {
      kind: 'hub';
      hub: HubFile;
      /** The hub gave a hash, and what came has it. */
      checked: boolean;
    };

/** What a page shows of weights that are here. */
export interface KeptWeights {
  /** Names its files; of a file: its hash. */
  id: string;
  /** The file's name, or the repository's. */
  name: string;
  origin: WeightsOrigin;
  /**
   * SHA-256, hex: of the file as it was given (of a tfjs model: of `model.json` and its files, one after the other), or
   * of the hub's whole file. Null where only a part was fetched, or while it is.
   */
  sha256: string | null;
  /** "resnet18": the network that its tensors are for. */
  network: string;
  architecture: ArchitectureInput;
  /** Of what is kept. */
  bytes: number;
  complete: boolean;
  /** ISO 8601. */
  addedAt: string;
}

/** What is known of a file on the hub before it is fetched. */
export interface HubSize {
  hub: HubFile;
  /** Of the whole file. */
  fileBytes: number;
  /** What would be fetched: no more than the network needs. */
  neededBytes: number;
  /** SHA-256 of the whole file; null where the hub gives none, or where only a part is fetched. */
  sha256: string | null;
  network: string;
  architecture: ArchitectureInput;
}
