"""
Seconds of forward passes and training steps (Adam, cross entropy) of torchvision's networks on the CPU, float32, for
`npm run bench -- train-wasm`. Prints JSON.

    python3 bench/train-wasm/pytorch.py resnet18 BATCH SIZE HEATS THREADS
"""
import json
import sys
import time

import torch
import torchvision
from torch import nn

CLASSES = 10
NAMES = {'resnet18': 'resnet18', 'mobilenet-v2': 'mobilenet_v2'}

name, batch, size, heats, threads = sys.argv[1], *map(int, sys.argv[2:6])
torch.set_num_threads(threads)
torch.manual_seed(1)
model = getattr(torchvision.models, NAMES[name])(weights=None, num_classes=CLASSES)
if name == 'mobilenet-v2':
    model.classifier[0] = nn.Identity()  # neither side uses dropout
images = torch.randn(batch, 3, size, size)
labels = torch.arange(batch) % CLASSES
adam = torch.optim.Adam(model.parameters(), lr=1e-3)


def forward():
    model.eval()
    with torch.no_grad():
        model(images)


def training_forward():
    model.train()
    with torch.no_grad():
        model(images)


def step():
    model.train()
    adam.zero_grad(set_to_none=True)
    nn.functional.cross_entropy(model(images), labels).backward()
    adam.step()


def timed(work):
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


works = {'forward': forward, 'trainingForward': training_forward, 'step': step}
for work in works.values():
    work()
seconds = {key: [] for key in works}
for _ in range(heats):
    for key, work in works.items():
        seconds[key].append(timed(work))
print(json.dumps({**seconds, 'version': torch.__version__, 'threads': torch.get_num_threads()}))
