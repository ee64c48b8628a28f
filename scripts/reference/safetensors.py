"""
A small safetensors file with one tensor of several types, put together after the format's description.
/usr/bin/python3 scripts/reference/safetensors.py prints it in base64; src/ml/weights/safetensors.test.ts has it.
"""
import base64
import json
import struct

import numpy as np
import torch

tensors = [
    ('b', 'BF16', [2], torch.tensor([1.5, -2.0], dtype=torch.bfloat16).view(torch.int16).numpy().tobytes()),
    ('a', 'F16', [2, 2], np.array([1, 2, -0.5, 65504], dtype='<f2').tobytes()),
    ('w', 'F32', [1, 3], np.array([0.1, 1e-30, -7], dtype='<f4').tobytes()),
    ('scalar', 'F64', [], np.array(0.25).tobytes()),
    ('n', 'I64', [2], np.array([3, -4], dtype='<i8').tobytes()),
    ('empty', 'F32', [0, 4], b''),
]
header = {'__metadata__': {'format': 'pt'}}
offset = 0
for name, dtype, shape, data in tensors:
    header[name] = {'dtype': dtype, 'shape': shape, 'data_offsets': [offset, offset + len(data)]}
    offset += len(data)
text = json.dumps(header).encode()
blob = struct.pack('<Q', len(text)) + text + b''.join(data for *_, data in tensors)
print(base64.b64encode(blob).decode())
