/** Logits of PyTorch, by `scripts/reference/torchvision_logits.py`. Full-size dense layers: `vgg.real.test.ts`. */
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/backends';
import { parametersOf } from '../layers/parameters';
import { fillStateDict } from '../testing/fill-state-dict';
import { CLASSES, compareLogits } from '../testing/logits-case';
import { fileShapes, fromFile, neededNames } from '../weights/names/tensor-names';
import { vggNames } from '../weights/names/vgg';
import { vgg, type VggConfig } from './vgg';

beforeAll(async () => {
  await chooseBackend('wasm');
});

function config(top: VggConfig['top']): VggConfig {
  return { family: 'vgg', size: 'vgg16', classes: CLASSES, top };
}

describe('vgg', () => {
  it(
    'has PyTorch’s weights and logits, including adaptive average and dense layers',
    { timeout: 120_000 },
    async () => {
      const dense = config({ kind: 'dense', units: 64 });
      const found = await compareLogits('vgg16 hidden 64', vgg(dense), vggNames(dense));
      expect(found.weights).toBe(found.expectedWeights);
      expect(found.error).toBeLessThan(1e-4);
    },
  );

  it('with an average on top, needs only the convolutions of a file', () => {
    const average = config({ kind: 'average' });
    const needed = neededNames(vgg(average), vggNames(average), { except: ['head'] });
    expect(needed).toHaveLength(2 * 13);
    expect(needed.every((name) => name.startsWith('features.'))).toBe(true);
    expect(needed).toContain('features.28.weight');
  });

  it('with an average on top, ignores the dense layers of a file', () => {
    const average = vgg(config({ kind: 'average' }));
    const names = vggNames({ top: { kind: 'average' } });
    const file = fillStateDict(fileShapes(average, names));
    file.delete('fc.weight');
    file.delete('fc.bias');
    file.set('classifier.0.weight', { dtype: 'F32', shape: [1], data: new Float32Array(1) });
    const taken = fromFile(average, file, names, { except: ['head'] });
    expect(taken.size).toBe(parametersOf(average).length - 2);
  });
});
