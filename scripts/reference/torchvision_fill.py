"""
State dicts of PyTorch modules filled by formula, the same as src/ml/testing/fill-state-dict.ts: with u(name, i) of
fill.py, the number in [-1, 1) of a tensor's name and an element's flat index,

  running_mean            0.1 u
  running_var             1 + 0.5 u
  weight of one axis      1 + 0.1 u    (a norm's gamma)
  bias                    0.1 u
  weight of more axes     u sqrt(6 / fan_in), fan_in the product of all axes but the first
"""
import numpy as np
import torch

from fill import uniform


def fill_tensor(name, shape):
    u = uniform(name, int(np.prod(shape)))
    if name.endswith('running_mean') or name.endswith('bias'):
        values = 0.1 * u
    elif name.endswith('running_var'):
        values = 1 + 0.5 * u
    elif len(shape) == 1:
        values = 1 + 0.1 * u
    else:
        values = u * np.sqrt(6 / np.prod(shape[1:]))
    return torch.from_numpy(values.astype(np.float32).reshape(shape))


def fill_module(module):
    """Fills the module in float32, then makes it float64."""
    with torch.no_grad():
        for name, tensor in module.state_dict().items():
            if not name.endswith('num_batches_tracked'):
                tensor.copy_(fill_tensor(name, tuple(tensor.shape)))
    return module.double()


def images(batch, height, width):
    """Values in [-1, 1] by formula, [batch, 3, height, width], float64."""
    n, y, x, c = np.meshgrid(*(np.arange(k) for k in (batch, height, width, 3)), indexing='ij')
    pixels = (y * 7 + x * 13 + c * 29 + y * x + n * 101) % 256
    return torch.from_numpy(pixels / 127.5 - 1).permute(0, 3, 1, 2).contiguous()


def rounded(values):
    """Eight digits."""
    return [float(f'{value:.8g}') for value in values]
