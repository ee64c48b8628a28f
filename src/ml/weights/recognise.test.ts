import { describe, expect, it } from 'vitest';
import { architectureOf, type ArchitectureConfig } from '../backbones/architectures';
import { MOBILENET_V1_KERAS } from './names/mobilenet-v1';
import { MOBILENET_V2_KERAS, MOBILENET_V2_TIMM, MOBILENET_V2_TORCHVISION } from './names/mobilenet-v2';
import { MOBILENET_V3_TIMM, MOBILENET_V3_TORCHVISION } from './names/mobilenet-v3';
import { RESNET_NAMES } from './names/resnet';
import { RESNET_V2_NAMES } from './names/resnet-v2';
import { fileShapes, type TensorNames } from './names/tensor-names';
import { vggNames } from './names/vgg';
import { recognise } from './recognise';
import { tensorSource } from './sources';

const classes = 1000;
const average = { top: { kind: 'average' } } as const;
const FILES: [ArchitectureConfig, TensorNames][] = [
  [{ family: 'resnet', size: 'resnet18', classes, tweakC: false, tweakD: false }, RESNET_NAMES],
  [{ family: 'resnet', size: 'resnet34', classes, tweakC: false, tweakD: false }, RESNET_NAMES],
  [{ family: 'resnet', size: 'resnet50', classes, tweakC: true, tweakD: true }, RESNET_NAMES],
  [{ family: 'resnet', size: 'wide-resnet50-2', classes, tweakC: false, tweakD: false }, RESNET_NAMES],
  [{ family: 'resnet-v2', size: 'resnet50-v2', classes }, RESNET_V2_NAMES],
  [{ family: 'mobilenet-v1', width: 0.75, classes }, MOBILENET_V1_KERAS],
  [{ family: 'mobilenet-v2', width: 0.35, classes, source: 'keras' }, MOBILENET_V2_KERAS],
  [{ family: 'mobilenet-v2', width: 0.5, classes, source: 'torch' }, MOBILENET_V2_TORCHVISION],
  [{ family: 'mobilenet-v2', width: 1, classes, source: 'torch' }, MOBILENET_V2_TIMM],
  [{ family: 'mobilenet-v2', width: 1.4, classes, source: 'torch' }, MOBILENET_V2_TIMM],
  [{ family: 'mobilenet-v3', size: 'small', classes, source: 'torchvision' }, MOBILENET_V3_TORCHVISION],
  [{ family: 'mobilenet-v3', size: 'small', classes, source: 'timm' }, MOBILENET_V3_TIMM],
];

const shapesOf = (config: ArchitectureConfig, names: TensorNames) =>
  fileShapes(architectureOf(config), names);

/** What is looked at elsewhere. */
const ELSE: object = { sources: expect.any(Map), leftOut: expect.any(Array) };

/** Every tensor is found under its own name. */
const identity = (names: Iterable<string>) => new Map([...names].map((name) => [name, tensorSource(name)]));

describe('recognise', () => {
  it.each(FILES)('knows %o', (config, names) => {
    const shapes = shapesOf(config, names);
    expect(recognise(shapes)).toEqual({
      config,
      names,
      hasHead: true,
      sources: identity(shapes.keys()),
      leftOut: [],
    });
    expect(recognise(shapes, 7)).toEqual({
      config: { ...config, classes: 7 },
      names,
      hasHead: false,
      ...ELSE,
    });
    expect(recognise(shapes, classes).hasHead).toBe(true);
  });

  it('knows VGG16 with its dense layers, or without', () => {
    const shapes = shapesOf(
      { family: 'vgg', size: 'vgg16', classes, top: { kind: 'dense' } },
      vggNames({ top: { kind: 'dense' } }),
    );
    const expected = { config: { family: 'vgg', size: 'vgg16', classes: 1, ...average }, hasHead: false };
    expect(recognise(shapes)).toMatchObject(expected);
    const features = new Map([...shapes].filter(([name]) => name.startsWith('features.')));
    expect(recognise(features)).toMatchObject(expected);
  });

  it('knows a network under somebody else’s dense layers', () => {
    const [config, names] = FILES[6];
    const shapes = shapesOf(config, names);
    shapes.delete('predictions/kernel');
    shapes.delete('predictions/bias');
    shapes.set('dense_Dense1/kernel', [1280, 100]);
    expect(recognise(shapes, 4)).toEqual({
      config: { ...config, classes: 4 },
      names,
      hasHead: false,
      sources: identity([...shapes.keys()].slice(0, -1)),
      leftOut: ['dense_Dense1'],
    });
  });

  it('says which tensor the closest one lacks or has otherwise', () => {
    const refused = (text: string) =>
      expect.objectContaining({ code: 'weights-extra-tensor', message: expect.stringContaining(text) });
    const [config, names] = FILES[0];
    const shapes = shapesOf(config, names);
    shapes.set('layer3.0.conv1.weight', [256, 128, 5, 5]);
    expect(() => recognise(shapes)).toThrow(refused('resnet18, but for the tensor "layer3.0.conv1.weight"'));
    expect(() => recognise(new Map([['encoder.weight', [3, 3]]]))).toThrow(refused('"encoder.weight"'));
    expect(() => recognise(new Map())).toThrow(refused('none of the networks'));
  });
});
