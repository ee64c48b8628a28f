"""Writes augmentation.json beside this file: what torchvision's transforms and Keras's affine maps make of posters,
for src/images/augment/*.test.ts.

Run with Debian's Python: /usr/bin/python3 scripts/reference/augmentation.py (python3-torchvision, python3-pil,
python3-scipy). torchvision runs on Pillow images, its "PIL semantics". Its draws are replaced by given numbers in
[0, 1), which the tests give to our generator too. Posters are a formula that both sides compute; of each result the
SHA-256 of its RGB bytes is kept, and a few pixels to look at when it differs.
"""

import base64
import contextlib
import hashlib
import json
import pathlib
import types
from unittest import mock

import numpy as np
import PIL
import scipy
import torch
import torchvision
from PIL import Image, ImageEnhance
from scipy import ndimage
from torchvision import transforms
from torchvision.transforms import functional as F

OUT = pathlib.Path(__file__).with_suffix(".json")
POSTERS = [(171, 256), (185, 278), (256, 256), (64, 97), (300, 200)]


def poster(width, height):
    y, x, c = np.mgrid[0:height, 0:width, 0:3]
    values = (x * 7 + y * 13 + c * 85 + (x * y) % 31 * 5 + (x // 16 + y // 16) % 2 * 90) % 256
    return Image.fromarray(values.astype(np.uint8), "RGB")


def kept(image):
    rgb = np.asarray(image)
    flat = rgb.reshape(-1, 3)
    at = [0, len(flat) // 3, len(flat) // 2 + rgb.shape[1] // 2, len(flat) - 1]
    return {
        "size": [rgb.shape[1], rgb.shape[0]],
        "sha256": hashlib.sha256(rgb.tobytes()).hexdigest(),
        "pixels": {int(i): flat[i].tolist() for i in at},
    }


class Given:
    """Stands in for torch inside torchvision's transforms: draws come from a list."""

    def __init__(self, draws):
        self.given = draws
        self.used = 0

    def next(self):
        self.used += 1
        return self.given[self.used - 1]

    def __getattr__(self, name):
        return getattr(torch, name)

    def empty(self, _):
        return types.SimpleNamespace(
            uniform_=lambda low, high: torch.tensor(
                float(low) + (float(high) - float(low)) * self.next(), dtype=torch.float64
            )
        )

    def randint(self, low, high, size):
        return torch.tensor([low + int((high - low) * self.next())])


@contextlib.contextmanager
def given(draws):
    """Gives the draws; what was not drawn is taken off the list."""
    stand_in = Given(draws)
    with mock.patch.object(torchvision.transforms.transforms, "torch", stand_in):
        yield
    del draws[stand_in.used :]


def fractions(seed, count):
    """The golden ratio's multiples: evenly spread, and written down in one line."""
    return [round((seed * 0.754877666 + (i + 1) * 0.6180339887) % 1, 6) for i in range(count)]


def resized_crops():
    for source in POSTERS:
        image = poster(*source)
        for n, (scale, ratio, side) in enumerate(
            [((0.8, 1.0), (3 / 4, 4 / 3), 256), ((0.08, 1.0), (3 / 4, 4 / 3), 224), ((0.9, 1.0), (0.9, 1.1), 64)]
        ):
            for turn in range(3):
                draws = fractions(turn + 10 * n, 44)
                transform = transforms.RandomResizedCrop(side, scale=scale, ratio=ratio)
                with given(draws):
                    top, left, height, width = transform.get_params(image, scale, ratio)
                result = F.resized_crop(image, top, left, height, width, (side, side), transform.interpolation)
                yield {
                    "poster": source, "scale": scale, "ratio": ratio, "side": side, "draws": draws,
                    "window": {"left": left, "top": top, "width": width, "height": height}, **kept(result),
                }


def rotations():
    for source in POSTERS:
        image = poster(*source)
        for degrees in (-15, -7.3, -0.01, 0, 3.125, 11.7, 15, 90, 133.7, -180):
            for fill in (0, 128):
                for name in ("nearest", "bilinear"):
                    mode = transforms.InterpolationMode(name)
                    result = F.rotate(image, degrees, interpolation=mode, fill=fill)
                    yield {"poster": source, "degrees": degrees, "fill": fill, "interpolation": name, **kept(result)}


def colours():
    for source in POSTERS[:3]:
        image = poster(*source)
        for factor in (0, 0.25, 0.6, 0.999, 1, 1.2, 1.7, 2.5):
            for name in ("brightness", "contrast", "saturation"):
                result = getattr(F, f"adjust_{name}")(image, factor)
                yield {"poster": source, "name": name, "amount": factor, **kept(result)}
        for turn in (-0.5, -0.21, -0.05, 0, 0.001, 0.1, 0.33, 0.5):
            yield {"poster": source, "name": "hue", "amount": turn, **kept(F.adjust_hue(image, turn))}


def every_colour():
    """All 16.7 million colours as one picture: red and green's upper half down, the rest across."""
    y, x = np.mgrid[0:4096, 0:4096]
    value = y * 4096 + x
    rgb = np.stack([value >> 16, (value >> 8) & 255, value & 255], axis=-1).astype(np.uint8)
    image = Image.fromarray(rgb, "RGB")
    yield {"name": "hue", "amount": 0.1, **kept(F.adjust_hue(image, 0.1))}
    yield {"name": "saturation", "amount": 1.37, **kept(F.adjust_saturation(image, 1.37))}
    yield {"name": "contrast", "amount": 0.63, **kept(F.adjust_contrast(image, 0.63))}


def crops():
    for source in POSTERS + [(37, 30), (281, 224), (170, 256)]:
        image = poster(*source)
        yield {"poster": source, "name": "flip", **kept(F.hflip(image))}
        for width, height in ((224, 224), (64, 65), (160, 240), (31, 31)):
            result = transforms.CenterCrop((height, width))(image)
            yield {"poster": source, "name": "centre-crop", "crop": [width, height], **kept(result)}
            draws = fractions(width, 2)
            with given(draws):
                result = transforms.RandomCrop((height, width), pad_if_needed=True)(image)
            yield {"poster": source, "name": "random-crop", "crop": [width, height], "draws": draws, **kept(result)}
        if source[0] >= 64:
            result = transforms.Compose([transforms.Resize(256), transforms.CenterCrop(224)])(image)
            yield {"poster": source, "name": "validation", **kept(result)}


def pipelines():
    """Write-up A's training transforms in their order, every draw given."""
    for source in POSTERS:
        image = poster(*source)
        for turn in range(4):
            draws = fractions(turn + 50, 44)
            with given(draws):
                window = transforms.RandomResizedCrop.get_params(image, (0.8, 1.0), (3 / 4, 4 / 3))
            more = fractions(turn + 70, 4)
            degrees = round(-15 + 30 * more[0], 6)
            steps = [("brightness", 0.8 + 0.4 * more[1]), ("saturation", 0.8 + 0.4 * more[2]),
                     ("contrast", 0.8 + 0.4 * more[3])]
            result = F.resized_crop(image, *window, (256, 256))
            result = F.rotate(result, degrees)
            for name, factor in steps:
                result = getattr(F, f"adjust_{name}")(result, factor)
            if turn % 2:
                result = F.hflip(result)
            result = F.center_crop(result, [224, 224])
            top, left, height, width = window
            yield {
                "poster": source, "window": {"left": left, "top": top, "width": width, "height": height},
                "degrees": degrees, "steps": [{"name": n, "amount": f} for n, f in steps], "flip": bool(turn % 2),
                **kept(result),
            }


def keras_affine(image, theta, zx, zy):
    """keras_preprocessing 1.1.2, `apply_affine_transform` with channels last, fill_mode nearest, order 1."""
    x = np.asarray(image).astype(np.float32)
    h, w = x.shape[:2]
    radians = np.deg2rad(theta)
    rotation = np.array(
        [[np.cos(radians), -np.sin(radians), 0], [np.sin(radians), np.cos(radians), 0], [0, 0, 1]]
    )
    scaling = np.array([[zx, 0, 0], [0, zy, 0], [0, 0, 1]])
    matrix = np.dot(rotation, scaling)
    o_x, o_y = float(h) / 2 - 0.5, float(w) / 2 - 0.5
    offset = np.array([[1, 0, o_x], [0, 1, o_y], [0, 0, 1]])
    reset = np.array([[1, 0, -o_x], [0, 1, -o_y], [0, 0, 1]])
    matrix = np.dot(np.dot(offset, matrix), reset)
    channels = [
        ndimage.affine_transform(x[..., c], matrix[:2, :2], matrix[:2, 2], order=1, mode="nearest", cval=0.0)
        for c in range(3)
    ]
    return np.stack(channels, axis=-1)


def keras():
    for source in [(32, 49), (24, 24)]:
        image = poster(*source)
        for theta, zx, zy in [(0, 0.8, 1.2), (0, 1.3, 1.3), (0, 0.55, 0.9), (12, 1, 1), (-7.5, 1, 1), (10, 1.15, 0.85)]:
            values = keras_affine(image, theta, zx, zy)
            rounded = np.floor(values + 0.5).astype(np.uint8)
            yield {
                "poster": source, "theta": theta, "down": zx, "across": zy,
                "rgb": base64.b64encode(rounded.tobytes()).decode(),
            }


reference = {
    "versions": {"torchvision": torchvision.__version__, "pillow": PIL.__version__, "scipy": scipy.__version__},
    "resizedCrops": list(resized_crops()),
    "rotations": list(rotations()),
    "colours": list(colours()),
    "everyColour": list(every_colour()),
    "crops": list(crops()),
    "pipelines": list(pipelines()),
    "keras": list(keras()),
}
parts = [
    f'"{name}": ' + (json.dumps(value) if isinstance(value, dict) else "[\n" + ",\n".join(map(json.dumps, value)) + "\n]")
    for name, value in reference.items()
]
OUT.write_text("{" + ",\n".join(parts) + "}\n")
print({name: len(value) for name, value in reference.items()}, reference["versions"])
