"""Hashes and measures of small generated pictures by Pillow, SciPy and numpy, for src/core/pixels.

    /usr/bin/python3 scripts/reference/pixels.py > scripts/reference/pixels.json

dHash and pHash are computed as ImageHash 4.3 does (`dhash`, `phash`, hash_size 8, highfreq_factor 4): resize with
Lanczos, neighbours compared; DCT-II down and across, 8 × 8 lowest coefficients against their median. Pictures are
sums of waves, noise and blocks; each is in three sizes, of which 9 × 8 and 32 × 32 need no resizing. Flat pictures
are left out: their hash would be nothing but rounding.
"""

import base64
import json

import numpy as np
import PIL
from PIL import Image
from scipy.fftpack import dct

rng = np.random.default_rng(17)


def picture(width, height):
    y, x = np.mgrid[0:height, 0:width]
    y, x = y / height, x / width
    layers = [128 + sum(rng.normal(0, 30) * np.cos(np.pi * (fx * x + fy * y) + rng.uniform(0, 6)) for fx, fy in rng.integers(0, 7, (9, 2))) for _ in range(3)]
    rgb = np.stack(layers, 2) + rng.normal(0, 3, (height, width, 3))
    x0, y0 = rng.integers(0, max(1, width // 2)), rng.integers(0, max(1, height // 2))
    rgb[y0:y0 + height // 3, x0:x0 + width // 3] = rng.integers(0, 256, 3)
    return Image.fromarray(np.clip(rgb, 0, 255).astype(np.uint8))


def to_hex(bits):
    return ''.join(f'{byte:02x}' for byte in np.packbits(bits.flatten()))


def dhash(image):
    grey = np.asarray(image.convert('L').resize((9, 8), Image.LANCZOS)).astype(int)
    return to_hex(grey[:, 1:] > grey[:, :-1])


def phash(image):
    grey = np.asarray(image.convert('L').resize((32, 32), Image.LANCZOS)).astype(float)
    low = dct(dct(grey, axis=0), axis=1)[:8, :8]
    return to_hex(low > np.median(low))


def describe(image):
    rgb = np.asarray(image).astype(int)
    grey = np.asarray(image.convert('L')).astype(float)
    chroma = rgb.max(2) - rgb.min(2)
    colour = rgb // 32
    share = np.bincount((colour[..., 0] * 64 + colour[..., 1] * 8 + colour[..., 2]).ravel()).max() / grey.size
    return {
        'width': image.width, 'height': image.height, 'rgb': base64.b64encode(image.tobytes()).decode(),
        'luma': int(grey.sum()), 'box': np.asarray(image.convert('L').resize((4, 2), Image.BOX)).ravel().tolist(),
        'meanChroma': chroma.mean(), 'colouredShare': (chroma > 8).mean(), 'deviation': grey.std(),
        'mainColourShare': share, 'dhash': dhash(image), 'phash': phash(image),
    }


sizes = [(9, 8)] * 3 + [(32, 32)] * 3 + [(48, 72)] * 3
print(json.dumps({'pillow': PIL.__version__, 'pictures': [describe(picture(*size)) for size in sizes]}))
