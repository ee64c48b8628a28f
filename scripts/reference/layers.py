"""
Values and gradients of single layers, by PyTorch in float64.
/usr/bin/python3 scripts/reference/layers.py writes layers.json beside itself.
"""
import torch
import torch.nn.functional as F

from fill import uniform
from mobilenet import write_json
from torchvision_fill import rounded

# corners of the hard functions included
POINTS = [-50, -20, -6.5, -4, -3, -2.5, -1, -0.25, 0, 0.25, 1, 2.5, 2.9, 3, 4, 5.9, 6, 7, 19.9, 20.1, 50, 100]

ACTIVATIONS = {
    'relu': F.relu,
    'relu6': F.relu6,
    'mish': F.mish,
    'hard-swish': F.hardswish,
    'hard-sigmoid': F.hardsigmoid,
}

# operation, input [batch, height, width, channels], its numbers
POOLS = [
    # size, stride, padding
    ('max', [2, 9, 7, 3], [3, 2, 1]),
    ('max', [1, 8, 6, 2], [3, 2, 1]),
    ('max', [2, 7, 6, 3], [2, 2, 0]),
    ('average', [2, 5, 7, 3], []),
    ('average', [1, 4, 6, 2], []),
    ('average', [2, 3, 8, 2], []),
    ('adaptive', [2, 2, 1, 3], [7, 7]),
    ('adaptive', [2, 5, 9, 2], [3, 4]),
    ('adaptive', [1, 7, 7, 2], [7, 7]),
    ('adaptive', [1, 8, 6, 2], [4, 2]),
    ('global', [2, 3, 5, 4], []),
]


def formula(name, shape):
    count = int(torch.tensor(shape).prod())
    return torch.from_numpy(uniform(name, count)).reshape(shape)


def pool(kind, x, numbers):
    x = x.permute(0, 3, 1, 2)
    if kind == 'max':
        y = F.max_pool2d(x, *numbers)
    elif kind == 'average':
        y = F.avg_pool2d(x, 2, 2, ceil_mode=True, count_include_pad=False)
    elif kind == 'adaptive':
        y = F.adaptive_avg_pool2d(x, tuple(numbers))
    else:
        return x.mean((2, 3))
    return y.permute(0, 2, 3, 1)


def activations():
    result = {}
    for name, function in ACTIVATIONS.items():
        x = torch.tensor(POINTS, dtype=torch.float64, requires_grad=True)
        y = function(x)
        y.sum().backward()
        result[name] = {'values': rounded(y.tolist()), 'derivatives': rounded(x.grad.tolist())}
    return result


def pools():
    result = []
    for kind, shape, numbers in POOLS:
        # max-pools come after ReLU: nothing is below zero
        x = (formula('x', shape) + (1 if kind == 'max' else 0)).requires_grad_()
        y = pool(kind, x, numbers)
        y.backward(formula('dy', list(y.shape)))
        result.append(
            {
                'kind': kind,
                'shape': shape,
                'numbers': numbers,
                'outShape': list(y.shape),
                'values': rounded(y.flatten().tolist()),
                'gradient': rounded(x.grad.flatten().tolist()),
            }
        )
    return result


if __name__ == '__main__':
    write_json('layers.json', {'points': POINTS, 'activations': activations(), 'pools': pools()})
