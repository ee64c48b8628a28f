"""
MobileNetV2 in float64 with PyTorch, written out a second time from table 2 of Sandler et al. 2018; nothing is shared
with the TypeScript code but names. Batch norm is folded; padding is TensorFlow's SAME or PyTorch's one pixel.
"""
import json
import os

import numpy as np
import torch
import torch.nn.functional as F

TAPS = ['block_6_expand', 'block_12_add', 'block_13_expand', 'block_15_add', 'Conv_1']
STAGES = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]


def rounded(channels):
    new = max(8, int(channels + 4) // 8 * 8)
    return new + 8 if new < 0.9 * channels else new


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


def convolve(kernel, bias, x, stride, padding, groups=1):
    """`kernel` as PyTorch wants it, [out, in / groups, height, width]."""
    size = kernel.shape[2]
    if padding == 'same':
        return F.conv2d(same(x, size, stride), kernel, bias, stride, groups=groups)
    return F.conv2d(x, kernel, bias, stride, padding=size // 2, groups=groups)


def features(tensor, pixels, width=1.0, padding='same', low=-1.0, high=1.0):
    """
    `tensor(name, shape)` gives a float64 tensor, kernels as [height, width, in, out] or [h, w, channels, 1].
    Returns the taps' averages over the image, and the shapes that were asked for.
    """
    shapes = {}

    def take(name, shape):
        shapes[name] = list(shape)
        return tensor(name, shape)

    def conv(name, x, out, size=1, stride=1):
        kernel = take(name + '/kernel', (size, size, x.shape[1], out)).permute(3, 2, 0, 1)
        return convolve(kernel, take(name + '/bias', (out,)), x, stride, padding)

    def depthwise(name, x, stride):
        kernel = take(name + '/kernel', (3, 3, x.shape[1], 1)).permute(2, 3, 0, 1)
        return convolve(kernel, take(name + '/bias', (x.shape[1],)), x, stride, padding, groups=x.shape[1])

    taps = {}
    x = F.relu6(conv('Conv', pixels * ((high - low) / 255) + low, rounded(32 * width), 3, 2))
    index = 0
    for expansion, channels, repeats, first in STAGES:
        for i in range(repeats):
            stride = first if i == 0 else 1
            name = 'expanded_conv' if index == 0 else f'block_{index}'
            y = x
            if expansion != 1:
                y = F.relu6(conv(name + '/expand', y, x.shape[1] * expansion))
                taps[name + '_expand'] = y
            y = F.relu6(depthwise(name + '/depthwise', y, stride))
            y = conv(name + '/project', y, rounded(channels * width))
            if stride == 1 and x.shape == y.shape:
                y = x + y
                taps[name + '_add'] = y
            x = y
            index += 1
    taps['Conv_1'] = F.relu6(conv('Conv_1', x, rounded(1280 * max(1.0, width))))
    return {name: taps[name].mean(dim=(2, 3))[0] for name in TAPS}, shapes


def to_lists(averages):
    """Six digits of each tap's values."""
    return {name: [float(f'{value:.6g}') for value in values] for name, values in averages.items()}


def write_json(name, content):
    """Beside this file."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), name), 'w') as file:
        json.dump(content, file, separators=(',', ':'))
        file.write('\n')
