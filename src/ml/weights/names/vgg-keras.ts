/** VGG16 as keras.applications names it: `block1_conv1`. Its dense layers (`fc1`, `fc2`) are not read. */
import { takeTensor, type Weights } from '../../layers/weights';
import { fromCaffeInput, plus } from './keras-applications';
import { kerasNames } from './keras';
import type { TensorNames } from './tensor-names';

const CONVOLUTIONS = [2, 2, 3, 3, 3];

/** torchvision's running numbers, by which our layers are called, to Keras's names. */
const NAMES = new Map<string, string>();
let index = 0;
for (const [block, count] of CONVOLUTIONS.entries()) {
  for (let i = 1; i <= count; i++, index += 2) NAMES.set(`features/${index}`, `block${block + 1}_conv${i}`);
  // the pool
  index++;
}

const FIRST = 'block1_conv1';

function adapt(file: Weights): Weights {
  const { kernel, offset } = fromCaffeInput(takeTensor(file, `${FIRST}/kernel`, [3, 3, 3, 64]));
  const bias = takeTensor(file, `${FIRST}/bias`, [64]);
  return new Map(file).set(`${FIRST}/kernel`, kernel).set(`${FIRST}/bias`, plus(bias, offset));
}

export const VGG_KERAS: TensorNames = {
  ...kerasNames((layer) => NAMES.get(layer) ?? (layer === 'fc' ? 'predictions' : layer)),
  ignored: /^(dense(_\w+)?|fc1|fc2|predictions)\//,
  adapt,
};
