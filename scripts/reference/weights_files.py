"""
Files of weights as other programs write them, for the tests beside src/ml/weights: by PyTorch (torch.save, torch.jit,
torch.onnx.export), and by h5py in the layouts that Keras has used (Keras 3.8, saving/saving_lib.py; Keras 1.2 and 2.1,
engine/topology.py; keras-applications 1.0.0, mobilenet_v2.py; Keras 2.2.4, applications/resnet50.py).

Networks are filled with one number a tensor, so that the files pack small; they are kept as gzip. `weights_files.json`
says what is in them: of each convolution of MobileNetV2, in order, what a channel of its kernel is times the norm after
it, and what is added.

Needs Debian's python3-torch, python3-torchvision, python3-onnx, python3-h5py. Run: /usr/bin/python3 scripts/reference/weights_files.py
"""
import argparse
import collections
import gzip
import io
import json
import os
import pathlib
import zipfile

import h5py
import numpy as np
import torch
from torch import nn
from torchvision import models

OUT = pathlib.Path(__file__).parent / 'weights'
CLASSES = 3


def keep(name, data):
    (OUT / f'{name}.gz').write_bytes(gzip.compress(data, 9, mtime=0))


def saved(value, **options):
    buffer = io.BytesIO()
    torch.save(value, buffer, **options)
    return buffer.getvalue()


class Harmful:
    def __reduce__(self):
        return os.system, ('true',)


def tensors():
    base = torch.arange(24, dtype=torch.float32) / 4
    return collections.OrderedDict([
        ('plain', base[:6].reshape(2, 3).clone()),
        ('half', torch.tensor([1.5, -2.0, 65504.0], dtype=torch.float16)),
        ('bfloat', torch.tensor([1.5, -2.0, 3.0], dtype=torch.bfloat16)),
        ('double', torch.tensor([0.25, -1e10], dtype=torch.float64)),
        ('count', torch.tensor(300000, dtype=torch.int64)),
        ('view', base[4:10].reshape(3, 2)),
        ('transposed', base[:6].reshape(2, 3).t()),
        ('last', base.reshape(1, 2, 3, 4).contiguous(memory_format=torch.channels_last)),
        ('parameter', nn.Parameter(torch.tensor([7.0, 8.0]))),
        ('inside', {'deep': [torch.tensor([9.0]), torch.tensor([10.0])]}),
    ])


def mobilenet():
    torch.manual_seed(0)
    model = models.mobilenet_v2(num_classes=CLASSES, width_mult=0.35).eval()
    with torch.no_grad():
        for i, (name, value) in enumerate(model.state_dict().items()):
            if 'num_batches' in name:
                continue
            value.fill_((i % 61 + 3) / 64 if name.endswith('var') else (i % 53 - 20) / 64 or 1)
    return model


def folded(model):
    """Of every convolution and the norm after it: the kernel's number times the norm's, and what is added."""
    found, kernel = [], None
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            kernel = module.weight.flatten()[0].item()
        if isinstance(module, nn.BatchNorm2d):
            by = module.weight[0].item() / np.sqrt(module.running_var[0].item() + module.eps)
            found.append([kernel * by, module.bias[0].item() - module.running_mean[0].item() * by])
    return found


def onnx(model, **options):
    buffer = io.BytesIO()
    torch.onnx.export(model, torch.zeros(1, 3, 64, 64), buffer, **options)
    return buffer.getvalue()


def anonymous(data):
    """As exporters before PyTorch 1.13 leave it: nothing but numbers for names."""
    import onnx as library
    model = library.load_from_string(data)
    names = {one.name: str(400 + i) for i, one in enumerate(model.graph.initializer)}
    for one in model.graph.initializer:
        one.name = names[one.name]
    for i, node in enumerate(model.graph.node):
        node.name = f'{node.op_type}_{i}'
        for at, name in enumerate(node.input):
            node.input[at] = names.get(name, name)
    return model.SerializeToString()


def external(data):
    import onnx as library
    model = library.load_from_string(data)
    library.external_data_helper.convert_model_to_external_data(model, location='weights.bin')
    return model.SerializeToString()


# MobileNetV1 0.25 as Keras has it: layers in order, with their class and the shapes of their variables
def mobilenet_v1_keras():
    def conv(name, kind, *shapes):
        return name, kind, list(shapes)

    def norm(name, channels):
        return conv(name, 'BatchNormalization', *[(channels,)] * 4)

    layers = [conv('conv1', 'Conv2D', (3, 3, 3, 8)), norm('conv1_bn', 8)]
    before = 8
    for i, out in enumerate([16, 32, 32, 64, 64, 128, 128, 128, 128, 128, 128, 256, 256], 1):
        layers += [conv(f'conv_dw_{i}', 'DepthwiseConv2D', (3, 3, before, 1)), norm(f'conv_dw_{i}_bn', before),
                   conv(f'conv_pw_{i}', 'Conv2D', (1, 1, before, out)), norm(f'conv_pw_{i}_bn', out)]
        before = out
    return layers


HEAD = [('dense', 'Dense', [(256, 5), (5,)]), ('dense_1', 'Dense', [(5, 2), (2,)])]
KEYS = {'Conv2D': 'conv2d', 'BatchNormalization': 'batch_normalization', 'DepthwiseConv2D': 'depthwise_conv2d',
        'Dense': 'dense', 'Functional': 'functional'}


def number(name, i):
    return (sum(name.encode()) * 4 + i) % 251 / 16


def put_keras3(file, path, layers, named):
    counts = {}
    for name, kind, shapes in layers:
        key = KEYS[kind]
        count = counts.get(key, 0)
        counts[key] = count + 1
        group = file.create_group(f'{path}/{key}_{count}' if count else f'{path}/{key}').create_group('vars')
        if named:
            group.attrs['name'] = name
        for i, shape in enumerate(shapes):
            group.create_dataset(str(i), data=np.full(shape, number(name, i), np.float32))
        yield group.parent.name, name


def h5(write):
    buffer = io.BytesIO()
    with h5py.File(buffer, 'w') as file:
        write(file)
    return buffer.getvalue()


def keras3(named, nested):
    def write(file):
        layers = mobilenet_v1_keras()
        if nested:
            list(put_keras3(file, 'layers/functional/layers', layers, named))
            list(put_keras3(file, 'layers', HEAD, named))
        else:
            list(put_keras3(file, 'layers', layers + HEAD, named))
        vars_ = file.create_group('optimizer').create_group('vars')
        vars_.create_dataset('0', data=np.int64(7))
    return h5(write)


def keras_archive():
    def config(layers):
        return [{'class_name': kind, 'config': {'name': name}} for name, kind, _ in layers]
    inner = {'class_name': 'Functional', 'config': {'name': 'mobilenet_0.25_224', 'layers': [
        {'class_name': 'InputLayer', 'config': {'name': 'input_1'}}, *config(mobilenet_v1_keras())]}}
    model = {'class_name': 'Sequential', 'config': {'name': 'sequential', 'layers': [inner, *config(HEAD)]}}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, 'w') as archive:
        archive.writestr('metadata.json', json.dumps({'keras_version': '3.3.3'}))
        archive.writestr('config.json', json.dumps(model))
        archive.writestr('model.weights.h5', keras3(named=False, nested=True))
    return buffer.getvalue()


def resnet_before_2_2_5():
    """Names and shapes of resnet50_weights_tf_dim_ordering_tf_kernels.h5, by Keras 1's rules for names."""
    found = {}

    def conv(name, shape):
        found[f'{name}/{name}_W:0'] = shape
        found[f'{name}/{name}_b:0'] = shape[-1:]

    def norm(name, channels):
        for part in ['gamma', 'beta', 'running_mean', 'running_std']:
            found[f'{name}/{name}_{part}:0'] = [channels]

    conv('conv1', [7, 7, 3, 64])
    norm('bn_conv1', 64)
    before = 64
    for stage, blocks in [(2, 'abc'), (3, 'abcd'), (4, 'abcdef'), (5, 'abc')]:
        width = 64 * 2 ** (stage - 2)
        for block in blocks:
            end = f'{stage}{block}_branch'
            for part, shape in [('2a', [1, 1, before, width]), ('2b', [3, 3, width, width]),
                                ('2c', [1, 1, width, 4 * width])]:
                conv(f'res{end}{part}', shape)
                norm(f'bn{end}{part}', shape[-1])
            if block == 'a':
                conv(f'res{end}1', [1, 1, before, 4 * width])
                norm(f'bn{end}1', 4 * width)
            before = 4 * width
    conv('fc1000', [2048, 1000])
    return found


def mobilenet_v2_of_2018():
    """Names and shapes of mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.35_224.h5."""
    found = {}

    def norm(name, channels):
        for part in ['gamma', 'beta', 'moving_mean', 'moving_variance']:
            found[f'{name}/{name}/{part}:0'] = [channels]

    def conv(name, norm_name, shape, kind='kernel'):
        found[f'{name}/{name}/{kind}:0'] = shape
        norm(norm_name, shape[2] if kind == 'depthwise_kernel' else shape[3])

    conv('Conv1', 'bn_Conv1', [3, 3, 3, 16])
    before, block = 16, 0
    for expansion, out, count in [(1, 8, 1), (6, 8, 2), (6, 16, 3), (6, 24, 4), (6, 32, 3), (6, 56, 3), (6, 112, 1)]:
        for _ in range(count):
            inner = before * expansion
            if expansion != 1:
                conv(f'mobl{block}_conv_{block}_expand', f'bn{block}_conv_{block}_bn_expand', [1, 1, before, inner])
            conv(f'mobl{block}_conv_{block}_depthwise', f'bn{block}_conv_{block}_bn_depthwise', [3, 3, inner, 1],
                 'depthwise_kernel')
            conv(f'mobl{block}_conv_{block}_project', f'bn{block}_conv_{block}_bn_project', [1, 1, inner, out])
            before, block = out, block + 1
    conv('Conv_1', 'Conv_1_bn', [1, 1, 112, 1280])
    found['Logits/Logits/kernel:0'] = [1280, 1000]
    found['Logits/Logits/bias:0'] = [1000]
    return found


if __name__ == '__main__':
    OUT.mkdir(exist_ok=True)
    keep('tensors.pt', saved(tensors()))
    keep('tensors-before-1.6.pth', saved(tensors(), _use_new_zipfile_serialization=False))
    keep('whole-model.pt', saved(nn.Sequential(nn.Linear(2, 1))))
    keep('harmful.pt', saved({'weight': torch.zeros(2), 'more': Harmful()}))
    script = io.BytesIO()
    torch.jit.save(torch.jit.script(nn.Linear(2, 1)), script)
    keep('script.pt', script.getvalue())

    model = mobilenet()
    parallel = nn.DataParallel(model).state_dict()
    moments = torch.optim.SGD(model.parameters(), 0.1, momentum=0.9)
    for parameter in model.parameters():
        parameter.grad = torch.zeros_like(parameter)
    moments.step()
    small = {'state': {0: moments.state_dict()['state'][0]}, 'param_groups': moments.state_dict()['param_groups']}
    keep('checkpoint.pt', saved({'epoch': 3, 'args': argparse.Namespace(lr=0.1), 'state_dict': parallel,
                                 'optimizer': small, 'best': np.float64(0.5)}))
    keep('mobilenet.onnx', onnx(model))
    keep('mobilenet-without-names.onnx', anonymous(onnx(model)))
    keep('mobilenet-with-norms.onnx', onnx(model, training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False))
    keep('external.onnx', external(onnx(model)))

    keep('keras3-numbered.weights.h5', keras3(named=False, nested=False))
    keep('keras3-named.weights.h5', keras3(named=True, nested=False))
    keep('keras3-nested.weights.h5', keras3(named=False, nested=True))
    keep('mobilenet.keras', keras_archive())

    (OUT.parent / 'weights_files.json').write_text(json.dumps({
        'mobilenet': folded(model), 'resnetBefore225': resnet_before_2_2_5(),
        'mobilenetV2Of2018': mobilenet_v2_of_2018(),
        'mobilenetV1': {f'{name}/{i}': number(name, i) for name, _, shapes in mobilenet_v1_keras() for i in range(len(shapes))},
    }) + '\n')
