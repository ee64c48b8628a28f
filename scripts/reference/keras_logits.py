"""
Expected logits of keras.applications' ResNet50, ResNet50V2 and VGG16 with weights by formula, in float64: the networks
written out in PyTorch from Keras 2.15's resnet.py, resnet_v2.py, vgg16.py and imagenet_utils.py, biases, ε, strides,
paddings and preprocessing included. VGG16 has a global average and one dense layer on top, as ours has.

A tensor "layer/kernel" etc. takes u(name, i) of fill.py:

  kernel            u sqrt(6 / fan_in), fan_in the product of all axes but the last
  bias, beta        0.1 u
  gamma             1 + 0.1 u
  moving_mean       0.1 u
  moving_variance   1 + 0.5 u

The image is (y * 7 + x * 13 + c * 29 + y * x + n * 101) % 256 of red, green, blue. "logits" pads with zeros after the
preprocessing, as Keras does; "padded" with what ours pads with (torchvision's mean), for the networks of mode `caffe`:
all that is left between the two is what the border costs.

/usr/bin/python3 scripts/reference/keras_logits.py writes keras-logits.json beside itself (a minute).
"""
import numpy as np
import torch
import torch.nn.functional as F

from fill import uniform
from mobilenet import write_json

CLASSES, BATCH, HEIGHT, WIDTH = 5, 2, 97, 64
EPSILON = 1.001e-5
CAFFE_MEAN = np.array([103.939, 116.779, 123.68])  # blue, green, red
TORCH_MEAN = np.array([0.406, 0.456, 0.485]) * 255


def tensor(name, shape):
    u = uniform(name, int(np.prod(shape)))
    kind = name.split('/')[1]
    if kind == 'kernel':
        values = u * np.sqrt(6 / np.prod(shape[:-1]))
    elif kind == 'gamma':
        values = 1 + 0.1 * u
    elif kind == 'moving_variance':
        values = 1 + 0.5 * u
    else:
        values = 0.1 * u
    return torch.from_numpy(values.astype(np.float32).astype(np.float64).reshape(shape))


def conv(x, name, out, size, stride=1, padding=0, bias=True, pad=None):
    """pad: a value for each channel in place of zero."""
    kernel = tensor(f'{name}/kernel', (size, size, x.shape[1], out)).permute(3, 2, 0, 1)
    if pad is not None:
        x = F.pad(x - pad, [padding] * 4) + pad
        padding = 0
    return F.conv2d(x, kernel, tensor(f'{name}/bias', (out,)) if bias else None, stride, padding)


def norm(x, name):
    mean, variance, gamma, beta = (tensor(f'{name}/{kind}', (x.shape[1],))[:, None, None]
                                   for kind in ('moving_mean', 'moving_variance', 'gamma', 'beta'))
    return gamma * (x - mean) / torch.sqrt(variance + EPSILON) + beta


def dense(x, name, out):
    return x @ tensor(f'{name}/kernel', (x.shape[1], out)) + tensor(f'{name}/bias', (out,))


def zero_padded_pool(x):
    return F.max_pool2d(F.pad(x, [1] * 4), 3, 2)


def resnet50(x, pad):
    x = torch.relu(norm(conv(x, 'conv1_conv', 64, 7, 2, 3, pad=pad), 'conv1_bn'))
    x = zero_padded_pool(x)
    for stage, (filters, blocks) in enumerate([(64, 3), (128, 4), (256, 6), (512, 3)], start=2):
        for block in range(1, blocks + 1):
            name = f'conv{stage}_block{block}'
            stride = 2 if block == 1 and stage > 2 else 1
            shortcut = x
            if block == 1:
                shortcut = norm(conv(x, f'{name}_0_conv', 4 * filters, 1, stride), f'{name}_0_bn')
            y = torch.relu(norm(conv(x, f'{name}_1_conv', filters, 1, stride), f'{name}_1_bn'))
            y = torch.relu(norm(conv(y, f'{name}_2_conv', filters, 3, 1, 1), f'{name}_2_bn'))
            y = norm(conv(y, f'{name}_3_conv', 4 * filters, 1), f'{name}_3_bn')
            x = torch.relu(shortcut + y)
    return dense(x.mean((2, 3)), 'predictions', CLASSES)


def resnet50v2(x, _):
    x = zero_padded_pool(conv(x, 'conv1_conv', 64, 7, 2, 3))
    for stage, (filters, blocks) in enumerate([(64, 3), (128, 4), (256, 6), (512, 3)], start=2):
        for block in range(1, blocks + 1):
            name = f'conv{stage}_block{block}'
            stride = 2 if block == blocks and stage < 5 else 1
            active = torch.relu(norm(x, f'{name}_preact_bn'))
            if block == 1:
                shortcut = conv(active, f'{name}_0_conv', 4 * filters, 1, stride)
            else:
                shortcut = F.max_pool2d(x, 1, stride) if stride > 1 else x
            y = torch.relu(norm(conv(active, f'{name}_1_conv', filters, 1, bias=False), f'{name}_1_bn'))
            y = torch.relu(norm(conv(y, f'{name}_2_conv', filters, 3, stride, 1, bias=False), f'{name}_2_bn'))
            x = shortcut + conv(y, f'{name}_3_conv', 4 * filters, 1)
    return dense(torch.relu(norm(x, 'post_bn')).mean((2, 3)), 'predictions', CLASSES)


def vgg16(x, pad):
    for block, (filters, convolutions) in enumerate([(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)], start=1):
        for i in range(1, convolutions + 1):
            name = f'block{block}_conv{i}'
            x = torch.relu(conv(x, name, filters, 3, 1, 1, pad=pad if name == 'block1_conv1' else None))
        x = F.max_pool2d(x, 2)
    return dense(x.mean((2, 3)), 'predictions', CLASSES)


def pixels():
    n, y, x, c = np.meshgrid(*(np.arange(k) for k in (BATCH, HEIGHT, WIDTH, 3)), indexing='ij')
    values = (y * 7 + x * 13 + c * 29 + y * x + n * 101) % 256
    return torch.from_numpy(values.astype(np.float64)).permute(0, 3, 1, 2).contiguous()


def case(name, network, mode):
    images = pixels()
    if mode == 'caffe':
        images = images.flip(1) - torch.from_numpy(CAFFE_MEAN)[:, None, None]
    else:
        images = images / 127.5 - 1
    ours = torch.from_numpy(TORCH_MEAN - CAFFE_MEAN)[:, None, None]
    found = {'name': name, 'logits': [float(f'{v:.8g}') for v in network(images, None).flatten()]}
    if mode == 'caffe':
        found['padded'] = [float(f'{v:.8g}') for v in network(images, ours).flatten()]
    return found


if __name__ == '__main__':
    with torch.no_grad():
        cases = [case('resnet50', resnet50, 'caffe'), case('resnet50v2', resnet50v2, 'tf'),
                 case('vgg16', vgg16, 'caffe')]
    write_json('keras-logits.json',
               {'classes': CLASSES, 'batch': BATCH, 'height': HEIGHT, 'width': WIDTH, 'cases': cases})
