import { describe, expect, it } from 'vitest';
import { mobileNetV1 } from '../../backbones/mobilenet-v1';
import { trainableMobileNetV2 } from '../../backbones/mobilenet-v2';
import { mobileNetV3 } from '../../backbones/mobilenet-v3';
import { resNet } from '../../backbones/resnet';
import { resNetV2 } from '../../backbones/resnet-v2';
import { vgg } from '../../backbones/vgg';
import type { Architecture } from '../../layers/architecture';
import { parametersOf } from '../../layers/parameters';
import { fillStateDict } from '../../testing/fill-state-dict';
import type { Weights } from '../../layers/weights';
import { MOBILENET_V1_KERAS } from './mobilenet-v1';
import { MOBILENET_V2_KERAS, MOBILENET_V2_TIMM, MOBILENET_V2_TORCHVISION } from './mobilenet-v2';
import { MOBILENET_V3_TIMM, MOBILENET_V3_TORCHVISION } from './mobilenet-v3';
import { RESNET_NAMES } from './resnet';
import { RESNET_V2_NAMES } from './resnet-v2';
import { fileShapes, fromFile, neededNames, toFile, type TensorNames } from './tensor-names';
import { vggNames } from './vgg';

const classes = 3;
const resnet18 = resNet({ family: 'resnet', size: 'resnet18', classes });
const v2 = (source: 'torch' | 'keras') =>
  trainableMobileNetV2({ family: 'mobilenet-v2', width: 0.35, classes, source });
const v3 = (source: 'torchvision' | 'timm') =>
  mobileNetV3({ family: 'mobilenet-v3', size: 'small', classes, source });
const smallVgg = vgg({ family: 'vgg', size: 'vgg16', classes, top: { kind: 'dense', units: 4 } });

const SCHEMES: [string, Architecture, TensorNames][] = [
  ['ResNet', resnet18, RESNET_NAMES],
  ['VGG, with a flattened image', smallVgg, vggNames({ top: { kind: 'dense' } })],
  ['ResNetV2, timm', resNetV2({ family: 'resnet-v2', size: 'resnet50-v2', classes }), RESNET_V2_NAMES],
  ['MobileNetV1, Keras', mobileNetV1({ family: 'mobilenet-v1', width: 0.25, classes }), MOBILENET_V1_KERAS],
  ['MobileNetV2, torchvision', v2('torch'), MOBILENET_V2_TORCHVISION],
  ['MobileNetV2, timm', v2('torch'), MOBILENET_V2_TIMM],
  ['MobileNetV2, Keras', v2('keras'), MOBILENET_V2_KERAS],
  ['MobileNetV3, torchvision', v3('torchvision'), MOBILENET_V3_TORCHVISION],
  ['MobileNetV3, timm', v3('timm'), MOBILENET_V3_TIMM],
];

/** A file whose tensors have the right shapes and one value each: quick to make. */
function emptyFile(architecture: Architecture, names: TensorNames): Weights {
  const shapes = fileShapes(architecture, names);
  return new Map(
    [...shapes].map(([name, shape]) => [
      name,
      { dtype: 'F32', shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)) },
    ]),
  );
}

function bytesOf(data: Float32Array<ArrayBuffer>): Buffer {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}

describe.each(SCHEMES)('%s', (_, architecture, names) => {
  it('has a name of its own for every tensor', () => {
    const shapes = fileShapes(architecture, names);
    expect(shapes.size).toBe(parametersOf(architecture).length);
    expect([...shapes.keys()].filter((name) => /undefined|\/\/|\.\./.test(name))).toEqual([]);
  });

  it('comes back from our names as it was', () => {
    const file = fillStateDict(fileShapes(architecture, names));
    const back = toFile(architecture, fromFile(architecture, file, names), names);
    expect([...back.keys()]).toEqual([...file.keys()]);
    for (const [name, { shape, data }] of file) {
      const found = back.get(name);
      expect(found?.shape).toEqual(shape);
      // by bytes: millions of values each
      expect(Buffer.compare(bytesOf(data), bytesOf(found?.data ?? new Float32Array()))).toBe(0);
    }
  });
});

describe('names that timm has', () => {
  it.each([
    [
      'MobileNetV2',
      v2('torch'),
      MOBILENET_V2_TIMM,
      [
        'conv_stem.weight',
        'bn1.running_mean',
        'blocks.0.0.conv_dw.weight',
        'blocks.0.0.bn1.weight',
        'blocks.0.0.conv_pw.weight',
        'blocks.0.0.bn2.bias',
        'blocks.1.0.conv_pw.weight',
        'blocks.1.1.bn2.running_var',
        'blocks.5.2.conv_pwl.weight',
        'blocks.6.0.bn3.weight',
        'conv_head.weight',
        'bn2.weight',
        'classifier.bias',
      ],
    ],
    [
      'MobileNetV3',
      v3('timm'),
      MOBILENET_V3_TIMM,
      [
        'conv_stem.weight',
        'blocks.0.0.se.conv_reduce.weight',
        'blocks.0.0.conv_pw.weight',
        'blocks.1.1.conv_pwl.weight',
        'blocks.2.0.se.conv_expand.bias',
        'blocks.4.2.bn3.weight',
        'blocks.5.0.conv.weight',
        'blocks.5.0.bn1.weight',
        'conv_head.bias',
        'classifier.weight',
      ],
    ],
    [
      'ResNetV2',
      resNetV2({ family: 'resnet-v2', size: 'resnet50-v2', classes }),
      RESNET_V2_NAMES,
      [
        'stem.conv.weight',
        'stages.0.blocks.0.downsample.conv.weight',
        'stages.3.blocks.2.norm3.running_var',
        'norm.weight',
        'head.fc.weight',
      ],
    ],
  ] as const)('are those of %s', (_, architecture, names, expected) => {
    const found = neededNames(architecture, names);
    expect(expected.filter((name) => !found.includes(name))).toEqual([]);
  });

  it('keep dense layers as 1 × 1 convolutions where timm does', () => {
    expect(fileShapes(v3('timm'), MOBILENET_V3_TIMM).get('conv_head.weight')).toEqual([1024, 576, 1, 1]);
    expect(fileShapes(v3('timm'), MOBILENET_V3_TIMM).get('blocks.0.0.se.conv_reduce.weight')).toEqual([
      8, 16, 1, 1,
    ]);
  });
});

describe('fromFile', () => {
  it('leaves out the stages that are not wanted, whatever their tensors are', () => {
    const file = emptyFile(resnet18, RESNET_NAMES);
    file.set('fc.weight', { dtype: 'F32', shape: [1000, 512], data: new Float32Array(512_000) });
    const taken = fromFile(resnet18, file, RESNET_NAMES, { except: ['head'] });
    expect(taken.has('fc/kernel')).toBe(false);
    expect(taken.has('layer4/1/bn2/gamma')).toBe(true);
    expect(neededNames(resnet18, RESNET_NAMES, { except: ['head'] })).not.toContain('fc.weight');
  });

  it('passes over PyTorch’s counters of batches', () => {
    const file = emptyFile(resnet18, RESNET_NAMES);
    file.set('bn1.num_batches_tracked', { dtype: 'I64', shape: [], data: new Float32Array(1) });
    expect(fromFile(resnet18, file, RESNET_NAMES).size).toBe(parametersOf(resnet18).length);
  });

  it('names a tensor that is missing, of another shape, or unknown', () => {
    const with_ = (change: (file: Weights) => void) => () => {
      const file = emptyFile(resnet18, RESNET_NAMES);
      change(file);
      fromFile(resnet18, file, RESNET_NAMES);
    };
    const error = (code: string, name: string) =>
      expect.objectContaining({ code, message: expect.stringContaining(`"${name}"`) });
    expect(with_((file) => file.delete('layer2.0.conv1.weight'))).toThrow(
      error('weights-missing-tensor', 'layer2.0.conv1.weight'),
    );
    expect(
      with_((file) =>
        file.set('conv1.weight', { dtype: 'F32', shape: [64, 3, 3, 3], data: new Float32Array(1728) }),
      ),
    ).toThrow(error('weights-shape', 'conv1.weight'));
    expect(
      with_((file) =>
        file.set('layer5.0.conv1.weight', { dtype: 'F32', shape: [1], data: new Float32Array(1) }),
      ),
    ).toThrow(error('weights-extra-tensor', 'layer5.0.conv1.weight'));
  });
});
