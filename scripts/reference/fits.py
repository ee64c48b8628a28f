"""Writes fits.json beside this file: what torchvision's transforms make of posters, for src/images/fit/fits.test.ts.

Run with Debian's Python: /usr/bin/python3 scripts/reference/fits.py (python3-torchvision, python3-pil).
The posters are a formula that both sides compute; of each result the SHA-256 of its RGB bytes is kept, and a few
pixels to look at when it differs.
"""

import hashlib
import json
import pathlib

import numpy as np
import PIL
import torch
import torchvision
from PIL import Image
from torchvision import transforms

OUT = pathlib.Path(__file__).with_suffix(".json")
POSTERS = [(170, 256), (185, 278), (500, 750), (301, 200), (64, 64), (224, 224), (2, 3), (1, 1), (37, 900)]
TARGETS = [(224, 224), (96, 96), (160, 224), (224, 160)]


def poster(width, height):
    y, x, c = np.mgrid[0:height, 0:width, 0:3]
    values = (x * 7 + y * 13 + c * 85 + (x * y) % 31 * 5 + (x // 16 + y // 16) % 2 * 90) % 256
    return Image.fromarray(values.astype(np.uint8), "RGB")


def stretch(image, target):
    width, height = target
    return transforms.Resize((height, width))(image)


def centre_crop(image, target):
    """Resize so that the target is covered, then CenterCrop. For squares this is Resize(side), CenterCrop(side)."""
    width, height = target
    w, h = image.size
    if width == height:
        resized = transforms.Resize(width)(image)
    elif w * height <= width * h:
        resized = transforms.Resize((int(width * h / w), width))(image)
    else:
        resized = transforms.Resize((height, int(height * w / h)))(image)
    return transforms.CenterCrop((height, width))(resized)


def pad(image, target):
    width, height = target
    w, h = image.size
    aspect = width / height
    padded_w = max(w, int(np.floor(h * aspect + 0.5)))
    padded_h = max(h, int(np.floor(w / aspect + 0.5)))
    left, top = (padded_w - w) // 2, (padded_h - h) // 2
    padded = transforms.Pad((left, top, padded_w - w - left, padded_h - h - top))(image)
    return transforms.Resize((height, width))(padded)


def random_crop(image, target, fraction):
    """RandomCrop with pad_if_needed; its two draws are fixed at a fraction of their ranges, which are recorded."""
    width, height = target
    longer = max(width, height)
    crop = (int(np.floor(280 * height / longer + 0.5)), int(np.floor(280 * width / longer + 0.5)))
    draws = []
    randint = torch.randint

    def fixed(low, high, size):
        value = int((high - 1) * fraction)
        draws.append({"count": high, "value": value})
        return torch.tensor([value])

    torch.randint = fixed
    try:
        cropped = transforms.RandomCrop(crop, pad_if_needed=True)(image)
    finally:
        torch.randint = randint
    return transforms.Resize((height, width))(cropped), draws


def case(fit, source, target, image, **more):
    rgb = np.asarray(image)
    assert rgb.shape == (target[1], target[0], 3), rgb.shape
    flat = rgb.reshape(-1, 3)
    at = [0, len(flat) // 3, len(flat) // 2 + target[0] // 2, len(flat) - 1]
    return {
        "fit": fit,
        "poster": source,
        "target": target,
        "sha256": hashlib.sha256(rgb.tobytes()).hexdigest(),
        "pixels": {int(i): flat[i].tolist() for i in at},
        **more,
    }


cases = []
for source in POSTERS:
    image = poster(*source)
    for target in TARGETS:
        cases.append(case("stretch", source, target, stretch(image, target)))
        cases.append(case("centre-crop", source, target, centre_crop(image, target)))
        cases.append(case("pad", source, target, pad(image, target)))
        for fraction in (0.0, 0.37, 1.0):
            fitted, draws = random_crop(image, target, fraction)
            # torchvision draws nothing if there is only one position
            cases.append(case("random-crop", source, target, fitted, draws=draws))

versions = {"torchvision": torchvision.__version__, "pillow": PIL.__version__}
lines = ",\n".join(json.dumps(c) for c in cases)
OUT.write_text(f'{{"versions": {json.dumps(versions)}, "cases": [\n{lines}\n]}}\n')
print(len(cases), "cases", versions)
