"""
Weights by formula: the same numbers here and in src/ml/testing/fill-weights.ts, so that no file has to be kept.
A tensor's name and an element's index give 32 bits (FNV-1a, then murmur3's finaliser); those give a number in
[-1, 1), which is scaled as He's uniform initialisation is (He et al. 2015), or to ±0.1 for a bias.
"""
import numpy as np


def fnv1a(text):
    value = 0x811C9DC5
    for byte in text.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def uniform(name, count):
    h = np.arange(count, dtype=np.uint64) * np.uint64(0x9E3779B1) & np.uint64(0xFFFFFFFF)
    h ^= np.uint64(fnv1a(name))
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        h ^= h >> np.uint64(shift)
        h = h * np.uint64(factor) & np.uint64(0xFFFFFFFF)
    h ^= h >> np.uint64(16)
    return h.astype(np.float64) / 2**31 - 1


def fill(name, shape):
    """Float64 values that are float32 numbers. Kernels are [height, width, in, out], depthwise [h, w, c, 1]."""
    count = int(np.prod(shape))
    if len(shape) == 1:
        scale = 0.1
    else:
        fan_in = shape[0] * shape[1] * (1 if shape[3] == 1 else shape[2])
        scale = np.sqrt(6 / fan_in)
    return (uniform(name, count) * scale).astype(np.float32).astype(np.float64).reshape(shape)
