"""
Expected features of the bundled MobileNetV2, in float64, by PyTorch from the extracted weights.
Run `npm run backbone` first, then: /usr/bin/python3 scripts/reference/mobilenet-features.py
Writes mobilenet-features.json beside itself.
"""
import json
import os
import struct

import numpy as np
import torch

from mobilenet import features, image, to_lists, write_json

HERE = os.path.dirname(os.path.abspath(__file__))
WEIGHTS = os.path.join(HERE, '..', '..', 'public', 'backbones', 'open-images-mobilenet-v2', 'model.safetensors')
SIZES = [(96, 64), (65, 47)]


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


if __name__ == '__main__':
    tensors = read_safetensors(WEIGHTS)

    def tensor(name, shape):
        assert tuple(tensors[name].shape) == tuple(shape), name
        return tensors[name]

    cases = []
    for height, width in SIZES:
        averages, shapes = features(tensor, image(height, width))
        assert sorted(shapes) == sorted(tensors)
        cases.append({'height': height, 'width': width, 'features': to_lists(averages)})
    write_json('mobilenet-features.json', cases)
