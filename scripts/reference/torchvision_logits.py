"""
Expected logits of torchvision's networks with weights by formula, in float64, and how many weights each has.
/usr/bin/python3 scripts/reference/torchvision_logits.py writes torchvision-logits.json beside itself (two minutes).
"""
import torch

from mobilenet import write_json
from torchvision_fill import fill_module, images, rounded
from torchvision_networks import NETWORKS

CLASSES = 10
BATCH, HEIGHT, WIDTH = 2, 65, 48

if __name__ == '__main__':
    cases = []
    for name, make in NETWORKS.items():
        model = fill_module(make(CLASSES)).eval()
        with torch.no_grad():
            logits = model(images(BATCH, HEIGHT, WIDTH))
        weights = sum(p.numel() for p in model.parameters())
        cases.append({'name': name, 'weights': weights, 'logits': rounded(logits.flatten().tolist())})
        print(name, weights, logits.abs().max().item())
    write_json(
        'torchvision-logits.json',
        {'classes': CLASSES, 'batch': BATCH, 'height': HEIGHT, 'width': WIDTH, 'cases': cases},
    )
