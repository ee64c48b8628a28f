import { describe, expect, it } from 'vitest';
import { architectureOf, type ArchitectureConfig } from '../backbones/architectures';
import { parametersOf } from '../layers/parameters';
import { fitWeights } from './fit-weights';
import { MOBILENET_V2_KERAS, MOBILENET_V2_TIMM } from './names/mobilenet-v2';
import { RESNET_NAMES } from './names/resnet';
import { fileShapes, type TensorNames } from './names/tensor-names';
import { vggNames } from './names/vgg';
import { sizeOf, type Weights } from '../layers/weights';

/** A file in which every tensor is filled with a number of its own. */
function fileOf(config: ArchitectureConfig, names: TensorNames): Weights {
  return new Map(
    [...fileShapes(architectureOf(config), names)].map(([name, shape], i) => [
      name,
      { dtype: 'F32', shape, data: new Float32Array(sizeOf(shape)).fill(i) },
    ]),
  );
}

const resnet18 = (change: object = {}): ArchitectureConfig => ({
  family: 'resnet',
  size: 'resnet18',
  classes: 1000,
  ...change,
});
const file = fileOf(resnet18(), RESNET_NAMES);
const first = (found: Weights, name: string) => found.get(name)?.data[0];

/** Every parameter is either there or in a fresh stage. */
function expectWhole(config: ArchitectureConfig, { weights, fresh }: ReturnType<typeof fitWeights>): void {
  const expected = parametersOf(architectureOf(config)).filter(({ stage }) => !fresh.includes(stage));
  expect([...weights.keys()]).toEqual(expected.map(({ name }) => name));
  for (const { name, shape } of expected) expect(weights.get(name)?.shape).toEqual(shape);
}

describe('fitWeights', () => {
  it('takes the head where the classes are the same, and leaves it where they are not', () => {
    expect(fitWeights(file, resnet18()).fresh).toEqual([]);
    expect(fitWeights(file, resnet18({ classes: 10 })).fresh).toEqual(['head']);
    expectWhole(resnet18({ classes: 10 }), fitWeights(file, resnet18({ classes: 10 })));
    const without = new Map([...file].filter(([name]) => !name.startsWith('fc.')));
    expect(fitWeights(without, resnet18({ classes: 10 })).fresh).toEqual(['head']);
  });

  it.each([
    { tweakD: true },
    { tweakC: true },
    { tweakC: true, tweakD: true, activation: 'mish', zeroGamma: true },
  ])('fills a ResNet with %o from a plain one, but for what is new', (tweaks) => {
    const config = resnet18({ classes: 10, ...tweaks });
    const found = fitWeights(file, config);
    expectWhole(config, found);
    expect(found.fresh).toEqual(tweaks.tweakC ? ['stem', 'head'] : ['head']);
    const number = 'tweakD' in tweaks ? 1 : 0;
    expect(first(found.weights, `layer2/0/downsample/${number}/kernel`)).toBe(
      first(file, 'layer2.0.downsample.0.weight'),
    );
    expect(first(found.weights, `layer2/0/downsample/${number + 1}/moving_variance`)).toBe(
      first(file, 'layer2.0.downsample.1.running_var'),
    );
  });

  it('fills a plain ResNet from one with tweaks likewise', () => {
    const tweaked = resnet18({ tweakC: true, tweakD: true });
    const found = fitWeights(fileOf(tweaked, RESNET_NAMES), resnet18({ classes: 3 }));
    expectWhole(resnet18({ classes: 3 }), found);
    expect(found.fresh).toEqual(['stem', 'head']);
  });

  it('leaves VGG16’s dense layers fresh', () => {
    const average = { family: 'vgg', size: 'vgg16', classes: 1, top: { kind: 'average' } } as const;
    const config = { ...average, top: { kind: 'dense', units: 8 } } as const;
    const features = new Map(
      [...fileOf(average, vggNames(average))].filter(([name]) => name.startsWith('features.')),
    );
    const found = fitWeights(features, config);
    expectWhole(config, found);
    expect(found.fresh).toEqual(['dense', 'head']);
  });

  it('refuses another network, or the same one of another kind', () => {
    const refused = (text: string) =>
      expect.objectContaining({ code: 'weights-other-network', message: expect.stringContaining(text) });
    const v2 = (width: number, source: 'torch' | 'keras' | 'folded') =>
      ({ family: 'mobilenet-v2', width, source, classes: 10 }) as const;
    expect(() => fitWeights(file, { ...resnet18(), size: 'resnet34' } as ArchitectureConfig)).toThrow(
      refused('of resnet18; the recipe’s network is resnet34'),
    );
    const timm = fileOf(v2(0.35, 'torch'), MOBILENET_V2_TIMM);
    const keras = fileOf(v2(0.35, 'keras'), MOBILENET_V2_KERAS);
    expect(() => fitWeights(timm, v2(0.5, 'torch'))).toThrow(refused('mobilenet-v2 × 0.5'));
    expect(() => fitWeights(timm, v2(0.35, 'keras'))).toThrow(refused('(torch)'));
    expect(() => fitWeights(keras, v2(0.35, 'folded'))).toThrow(refused('(folded)'));
    expect(fitWeights(keras, v2(0.35, 'keras')).fresh).toEqual([]);
  });
});
