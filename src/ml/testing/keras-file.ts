/** Weights as a Keras 2 file: what `model.save_weights("x.h5")` writes, created by the HDF5 library itself. */
import * as h5 from 'h5wasm';
import type { NamedTensor, Weights } from '../layers/weights';

/** @param weights Under Keras's names: `conv1/kernel`. */
export async function writeKerasH5(weights: Weights): Promise<Uint8Array<ArrayBuffer>> {
  const { FS } = await h5.ready;
  const path = '/written.h5';
  const file = new h5.File(path, 'w');
  const layers = new Map<string, [string, NamedTensor][]>();
  for (const entry of weights) {
    const layer = entry[0].split('/')[0];
    layers.set(layer, [...(layers.get(layer) ?? []), entry]);
  }
  file.create_attribute('layer_names', ['input_1', ...layers.keys()]);
  file.create_group('input_1').create_attribute('weight_names', new Float32Array(0), [0]);
  for (const [layer, tensors] of layers) {
    const group = file.create_group(layer);
    group.create_attribute(
      'weight_names',
      tensors.map(([name]) => `${name}:0`),
    );
    const inner = group.create_group(layer);
    for (const [name, { data, shape }] of tensors)
      inner.create_dataset({ name: `${name.split('/')[1]}:0`, data, shape });
  }
  file.close();
  const bytes = FS.readFile(path) as Uint8Array<ArrayBuffer>;
  FS.unlink(path);
  return bytes.slice();
}
