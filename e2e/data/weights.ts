/** Weight files as a person may have them: small networks filled with numbers. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { architectureOf, type ArchitectureConfig } from '../../src/ml/backbones/architectures';
import { writeKerasH5 } from '../../src/ml/testing/keras-file';
import { MOBILENET_V1_KERAS } from '../../src/ml/weights/names/mobilenet-v1';
import { RESNET_NAMES } from '../../src/ml/weights/names/resnet';
import { fileShapes, type TensorNames } from '../../src/ml/weights/names/tensor-names';
import { writeSafetensors } from '../../src/ml/weights/safetensors';
import type { Weights } from '../../src/ml/layers/weights';

function filled(config: ArchitectureConfig, names: TensorNames): Weights {
  return new Map(
    [...fileShapes(architectureOf(config), names)].map(([name, shape]) => {
      const size = shape.reduce((product, axis) => product * axis, 1);
      return [
        name,
        { dtype: 'F32', shape, data: Float32Array.from({ length: size }, (_, i) => (i % 7) / 8) },
      ];
    }),
  );
}

const SMALL: ArchitectureConfig = { family: 'mobilenet-v1', width: 0.25, classes: 10 };

/** MobileNetV1 0.25 as Keras saves it: 900 kB. */
export async function smallKerasFile(): Promise<Buffer> {
  return Buffer.from(await writeKerasH5(filled(SMALL, MOBILENET_V1_KERAS)));
}

/** The same as safetensors. */
export function smallSafetensors(): Buffer {
  return Buffer.from(writeSafetensors(filled(SMALL, MOBILENET_V1_KERAS)));
}

/** A file that another program wrote: `scripts/reference/weights_files.py` says which there are. */
export function fileOfAnotherProgram(name: string): Buffer {
  return gunzipSync(readFileSync(`scripts/reference/weights/${name}.gz`));
}

/** ResNet18 with a head of 10 classes: 44.8 MB. */
export function resNet18File(): Uint8Array {
  const config: ArchitectureConfig = { family: 'resnet', size: 'resnet18', classes: 10 };
  return new Uint8Array(writeSafetensors(filled(config, RESNET_NAMES)));
}
