"""
16-bit floats by numpy and PyTorch: values that are hard to round, and the bits that they become.
/usr/bin/python3 scripts/reference/half.py writes half.json beside itself.
"""
import json
import os

import numpy as np
import torch

draw = np.random.default_rng(7)
values = np.concatenate(
    [
        [0.0, -0.0, 1.0, -2.0, 65504.0, 65519.99, 65520.0, 1e38, -1e38, 2.0**-24, 2.0**-25, 2.0**-25 * 1.001],
        [2.0**-14, 2.0**-14 - 2.0**-25, 2.0**-15 * 1.5, 1 + 2.0**-11, 1 + 3 * 2.0**-11, 1 + 2.0**-8, 1 + 3 * 2.0**-8],
        draw.normal(size=60) * 10.0 ** draw.integers(-9, 6, size=60),
        # ties: half-way between two neighbours
        (1024 + draw.integers(0, 1024, 30) + 0.5) * 2.0 ** draw.integers(-20, 5, 30),
        (128 + draw.integers(0, 128, 30) + 0.5) * 2.0 ** draw.integers(-60, 60, 30),
    ]
).astype(np.float32)
with np.errstate(over='ignore'):
    f16 = values.astype(np.float16).view(np.uint16)
bf16 = torch.from_numpy(values).to(torch.bfloat16).view(torch.int16).numpy().view(np.uint16)
every = np.arange(0, 0x10000, 251, dtype=np.uint16)
finite = every[np.isfinite(every.view(np.float16))]
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'half.json'), 'w') as file:
    json.dump(
        {
            'values': [float(v) for v in values],
            'f16': f16.tolist(),
            'bf16': bf16.tolist(),
            'f16Bits': finite.tolist(),
            'f16Values': [float(v) for v in finite.view(np.float16)],
        },
        file,
        separators=(',', ':'),
    )
    file.write('\n')
