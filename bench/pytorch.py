"""
A training step of PyTorch on the networks of `npm run bench:train`: same shapes, one fixed batch, Adam at 0.001, cross
entropy. Prints JSON, one row per network and precision: f32 with TF32 off, and amp (float16 with a gradient scaler; on a
CPU bfloat16). Uses CUDA if available, otherwise the CPU, by default with small sizes.

    python3 bench/pytorch.py [--networks resnet18,vgg16] [--batch 32] [--size 224] [--heats 3] [--seconds 3] > pytorch.json
    npm run bench:train -- --pytorch pytorch.json
"""
import argparse
import json
import statistics
import sys
import time

import torch
import torchvision
from torch import nn

CLASSES = 10


def vgg16():
    """Its convolutions, a global average and one dense layer, without those of 4,096 units."""
    features = torchvision.models.vgg16(weights=None).features
    return nn.Sequential(features, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, CLASSES))


def mobilenet_v2():
    model = torchvision.models.mobilenet_v2(weights=None, num_classes=CLASSES)
    model.classifier[0] = nn.Identity()  # neither side uses dropout
    return model


NETWORKS = {
    'resnet18': lambda: torchvision.models.resnet18(weights=None, num_classes=CLASSES),
    'resnet34': lambda: torchvision.models.resnet34(weights=None, num_classes=CLASSES),
    'mobilenet-v2': mobilenet_v2,
    'vgg16': vgg16,
}


def make_step(model, device, precision, batch, size):
    cuda = device == 'cuda'
    model = model.to(device, memory_format=torch.channels_last)
    images = torch.randn(batch, 3, size, size, device=device).contiguous(memory_format=torch.channels_last)
    labels = torch.randint(0, CLASSES, (batch,), device=device)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    loss_of = nn.CrossEntropyLoss()
    amp = precision == 'amp'
    scaler = torch.cuda.amp.GradScaler(enabled=amp and cuda)
    low = torch.float16 if cuda else torch.bfloat16

    def step():
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast(device, dtype=low, enabled=amp):
            loss = loss_of(model(images), labels)
        scaler.scale(loss).backward()
        scaler.step(optimizer)
        scaler.update()
        return loss

    return step


def seconds_of(step, count):
    """Reads the last loss, which waits for the device."""
    started = time.perf_counter()
    for _ in range(count):
        loss = step()
    loss.item()
    return time.perf_counter() - started


def measure(name, precision, device, arguments):
    torch.manual_seed(1)
    step = make_step(NETWORKS[name](), device, precision, arguments.batch, arguments.size)
    seconds_of(step, 3 if device == 'cuda' else 1)
    once = seconds_of(step, 1)
    count = max(1, min(200, round(arguments.seconds / once)))
    heats = [count * arguments.batch / seconds_of(step, count) for _ in range(arguments.heats)]
    return statistics.median(heats)


def main():
    cuda = torch.cuda.is_available()
    parser = argparse.ArgumentParser()
    parser.add_argument('--networks', default=','.join(NETWORKS))
    parser.add_argument('--batch', type=int, default=32 if cuda else 2)
    parser.add_argument('--size', type=int, default=224 if cuda else 32)
    parser.add_argument('--heats', type=int, default=3)
    parser.add_argument('--seconds', type=float, default=3 if cuda else 1)
    arguments = parser.parse_args()
    device = 'cuda' if cuda else 'cpu'
    named = torch.cuda.get_device_name() if cuda else f'cpu, {torch.get_num_threads()} threads'
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    torch.backends.cudnn.benchmark = True
    rows = []
    for name in arguments.networks.split(','):
        for precision in ('f32', 'amp'):
            print(f'{name}, {precision} …', file=sys.stderr)
            try:
                rate = measure(name, precision, device, arguments)
            except RuntimeError as error:
                # some operations have no 16-bit form on some CPUs
                print(f'{name}, {precision}: left out, {str(error).splitlines()[0]}', file=sys.stderr)
                continue
            rows.append(
                {
                    'network': name,
                    'precision': precision,
                    'batch': arguments.batch,
                    'size': arguments.size,
                    'imagesPerSecond': round(rate, 2),
                    'device': f'{named}, PyTorch {torch.__version__}',
                }
            )
    print(json.dumps(rows, indent=2))


if __name__ == '__main__':
    main()
