"""
Expected logits of torchvision's networks with weights by formula, in float64, and how many weights each has.
/usr/bin/python3 scripts/reference/torchvision_logits.py writes torchvision-logits.json beside itself (two minutes).
With names of networks after it, only those are computed again.
"""
import json
import os
import sys

import torch

from mobilenet import write_json
from torchvision_fill import fill_module, images, rounded
from torchvision_networks import NETWORKS

CLASSES = 10
BATCH, HEIGHT, WIDTH = 2, 65, 48

HERE = os.path.dirname(os.path.abspath(__file__))


def case(name):
    model = fill_module(NETWORKS[name](CLASSES)).eval()
    with torch.no_grad():
        logits = model(images(BATCH, HEIGHT, WIDTH))
    weights = sum(p.numel() for p in model.parameters())
    return {'name': name, 'weights': weights, 'logits': rounded(logits.flatten().tolist())}


if __name__ == '__main__':
    known = {}
    if len(sys.argv) > 1:
        with open(os.path.join(HERE, 'torchvision-logits.json')) as file:
            known = {one['name']: one for one in json.load(file)['cases'] if one['name'] not in sys.argv[1:]}
    cases = [known.get(name) or case(name) for name in NETWORKS]
    write_json(
        'torchvision-logits.json',
        {'classes': CLASSES, 'batch': BATCH, 'height': HEIGHT, 'width': WIDTH, 'cases': cases},
    )
