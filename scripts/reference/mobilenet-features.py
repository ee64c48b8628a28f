"""
Expected features of the bundled MobileNetV2, in float64, by PyTorch from the extracted weights.
Run `npm run backbone` first, then: /usr/bin/python3 scripts/reference/mobilenet-features.py
Writes mobilenet-features.json beside itself.

The network is written out here a second time, from table 2 of Sandler et al. 2018, with TensorFlow's SAME padding
done by hand; nothing is shared with the TypeScript code but the weights file.
"""
import json
import os
import struct

import numpy as np
import torch
import torch.nn.functional as F

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
WEIGHTS = os.path.join(ROOT, 'public', 'backbones', 'open-images-mobilenet-v2', 'model.safetensors')
OUT = os.path.join(ROOT, 'scripts', 'reference', 'mobilenet-features.json')
SIZES = [(96, 64), (65, 47)]
TAPS = ['block_12_add', 'block_13_expand', 'block_15_add', 'Conv_1']


def read_safetensors(path):
    with open(path, 'rb') as file:
        blob = file.read()
    (length,) = struct.unpack('<Q', blob[:8])
    header = json.loads(blob[8 : 8 + length])
    header.pop('__metadata__', None)
    tensors = {}
    for name, entry in header.items():
        begin, end = entry['data_offsets']
        values = np.frombuffer(blob[8 + length + begin : 8 + length + end], dtype='<f2').astype(np.float64)
        tensors[name] = torch.from_numpy(values.reshape(entry['shape']))
    return tensors


def image(height, width):
    """Pixels by formula, 0..255, [1, 3, height, width]."""
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing='ij')
    pixels = (y * 7 + x * 13 + c * 29 + y * x) % 256
    return torch.from_numpy(pixels.astype(np.float64)).permute(2, 0, 1).unsqueeze(0)


def same(x, size, stride):
    """TensorFlow's SAME: the total padding that gives ceil(n / stride), the odd pixel behind."""
    pads = []
    for n in (x.shape[3], x.shape[2]):
        total = max((-(-n // stride) - 1) * stride + size - n, 0)
        pads += [total // 2, total - total // 2]
    return F.pad(x, pads)


def convolve(tensors, name, x, stride=1):
    kernel = tensors[name + '/kernel'].permute(3, 2, 0, 1)
    return F.conv2d(same(x, kernel.shape[2], stride), kernel, tensors[name + '/bias'], stride)


def depthwise(tensors, name, x, stride):
    kernel = tensors[name + '/kernel'].permute(2, 3, 0, 1)
    return F.conv2d(same(x, 3, stride), kernel, tensors[name + '/bias'], stride, groups=x.shape[1])


def run(tensors, pixels):
    taps = {}
    x = F.relu6(convolve(tensors, 'Conv', pixels / 127.5 - 1, 2))
    index = 0
    for expansion, repeats, first in [(1, 1, 1), (6, 2, 2), (6, 3, 2), (6, 4, 2), (6, 3, 1), (6, 3, 2), (6, 1, 1)]:
        for i in range(repeats):
            stride = first if i == 0 else 1
            name = 'expanded_conv' if index == 0 else f'block_{index}'
            y = x
            if expansion != 1:
                y = F.relu6(convolve(tensors, name + '/expand', y))
                taps[name + '_expand'] = y
            y = F.relu6(depthwise(tensors, name + '/depthwise', y, stride))
            y = convolve(tensors, name + '/project', y)
            if stride == 1 and x.shape == y.shape:
                y = x + y
                taps[name + '_add'] = y
            x = y
            index += 1
    taps['Conv_1'] = F.relu6(convolve(tensors, 'Conv_1', x))
    return {name: taps[name].mean(dim=(2, 3))[0] for name in TAPS}


if __name__ == '__main__':
    tensors = read_safetensors(WEIGHTS)
    cases = []
    for height, width in SIZES:
        features = run(tensors, image(height, width))
        cases.append(
            {
                'height': height,
                'width': width,
                'features': {name: [float(f'{v:.6g}') for v in values] for name, values in features.items()},
            }
        )
    with open(OUT, 'w') as file:
        json.dump(cases, file, separators=(',', ':'))
        file.write('\n')
