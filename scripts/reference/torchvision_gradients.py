"""
Expected gradients of torchvision's networks with weights by formula, in float64: of the mean cross entropy of a few
images, a norm and a dot product a parameter. The dot product is with u(name + ':direction', i) of fill.py.
/usr/bin/python3 scripts/reference/torchvision_gradients.py writes torchvision-gradients.json beside itself.

`training`: batch norms use the batch's statistics; the moving averages that follow are given in the same form.
`frozen`: they use their moving averages, and logits are divided by SOFTEN, as unnormalised ones saturate softmax.
"""
import numpy as np
import torch
from torch import nn

from fill import uniform
from mobilenet import write_json
from torchvision_fill import fill_module, images
from torchvision_networks import NETWORKS, with_c, with_d, with_mish

CLASSES = 10
LABELS = [3, 7, 0, 2]
SOFTEN = 20

# name, norms, [batch, height, width]: sizes where no value lies so near to a corner of its activation that rounding to
# float32 could move it across, which `margin` makes sure of
CASES = [
    ('resnet18', 'training', [3, 36, 20]),
    ('resnet18', 'frozen', [1, 33, 30]),
    ('resnet18 C D Mish', 'training', [3, 36, 20]),
    ('mobilenet_v2', 'training', [4, 33, 17]),
    ('mobilenet_v3_small', 'training', [3, 18, 34]),
]
CORNERS = {nn.ReLU: (0,), nn.ReLU6: (0, 6), nn.Hardswish: (-3, 3), nn.Hardsigmoid: (-3, 3)}
MARGIN = 1e-5


def digest(name, tensor):
    """Eight digits of the norm and of the dot product."""
    values = tensor.detach().numpy().ravel()
    dot = float(values @ uniform(name + ':direction', values.size))
    return [float(f'{value:.8g}') for value in (np.linalg.norm(values), dot)]


def make(name):
    if name == 'resnet18 C D Mish':
        return with_mish(NETWORKS['resnet18 C D'](CLASSES))
    return NETWORKS[name](CLASSES)


def watch_margin(model):
    """Returns a function that gives the least distance from a corner so far."""
    distances = [float('inf')]
    for module in model.modules():
        for corner in CORNERS.get(type(module), ()):
            module.register_forward_pre_hook(
                lambda _, inputs, corner=corner: distances.append((inputs[0] - corner).abs().min().item())
            )
    return lambda: min(distances)


def case(name, norms, size):
    model = fill_module(make(name))
    model.train(norms == 'training')
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
    margin = watch_margin(model)
    logits = model(images(*size))
    assert margin() > MARGIN, (name, margin())
    labels = torch.tensor(LABELS[: size[0]])
    loss = nn.functional.cross_entropy(logits / (SOFTEN if norms == 'frozen' else 1), labels)
    loss.backward()
    moved = {}
    if norms == 'training':
        moved = {key: digest(key, value) for key, value in model.state_dict().items() if 'running_' in key}
    return {
        'name': name,
        'norms': norms,
        'size': size,
        'loss': float(f'{loss.item():.8g}'),
        'gradients': {key: digest(key, p.grad) for key, p in model.named_parameters()},
        'moved': moved,
    }


if __name__ == '__main__':
    cases = [case(*one) for one in CASES]
    numbers = {'classes': CLASSES, 'labels': LABELS, 'soften': SOFTEN}
    write_json('torchvision-gradients.json', {**numbers, 'cases': cases})
