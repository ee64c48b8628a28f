"""Writes poster-rules.json beside this file: how many of the real posters the rules on posters leave out.

Run with Debian's Python: /usr/bin/python3 scripts/reference/poster_rules.py (python3-pil, python3-numpy).
Posters of ../shared are stretched to 64 x 64 by Pillow's antialiased bilinear filter and measured by numpy; only the
counts are kept. For e2e/real-table.real.spec.ts.
"""

import json
import pathlib

import numpy as np
from PIL import Image

HERE = pathlib.Path(__file__).parent
POSTERS = HERE.parents[2] / "shared" / "data" / "tmdb" / "posters"

counts = {"greyscale": 0, "low-resolution": 0, "blank-poster": 0}
posters = sorted(POSTERS.iterdir())
for path in posters:
    image = Image.open(path)
    width, height = image.size
    rgb = np.asarray(image.convert("RGB").resize((64, 64), Image.BILINEAR)).astype(int)
    coloured = ((rgb.max(2) - rgb.min(2)) > 8).mean()
    luma = rgb @ [0.299, 0.587, 0.114]
    colours = np.bincount(((rgb // 32) @ [64, 8, 1]).ravel())
    counts["greyscale"] += int(coloured <= 0.01)
    counts["low-resolution"] += int(width < 92 or height < 138)
    counts["blank-poster"] += int(luma.std() < 6 or colours.max() >= 0.98 * 64 * 64)
result = {"posters": len(posters), **counts}
(HERE / "poster-rules.json").write_text(json.dumps(result, indent=1) + "\n")
print(result)
