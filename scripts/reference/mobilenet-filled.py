"""
Expected features of a narrow MobileNetV2 whose weights are filled by formula (fill.py), by PyTorch in float64.
/usr/bin/python3 scripts/reference/mobilenet-filled.py writes mobilenet-filled.json beside itself; the counts at its
end are torchvision's, for widths that the page may be given.
"""
import torch
from torchvision.models import mobilenet_v2

from fill import fill
from mobilenet import features, image, to_lists, write_json

WIDTH = 0.35
SIZE = (33, 47)


def folded_weights(width):
    """Weights of torchvision's convolutions, and a bias for each of their output channels."""
    layers = [m for m in mobilenet_v2(width_mult=width).features.modules() if isinstance(m, torch.nn.Conv2d)]
    return sum(layer.weight.numel() + layer.out_channels for layer in layers)


if __name__ == '__main__':
    cases = []
    for padding in ('same', 'explicit'):
        tensor = lambda name, shape: torch.from_numpy(fill(name, shape))
        averages, _ = features(tensor, image(*SIZE), WIDTH, padding)
        cases.append({'padding': padding, 'width': WIDTH, 'size': SIZE, 'features': to_lists(averages)})
    counts = {str(width): folded_weights(width) for width in (0.35, 0.75, 1.0, 1.4)}
    write_json('mobilenet-filled.json', {'cases': cases, 'weights': counts})
