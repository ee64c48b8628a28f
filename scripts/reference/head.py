"""Expected values for head training: PyTorch's gradients, Adam and whole steps, scikit-learn's scaler.

    /usr/bin/python3 scripts/reference/head.py > src/ml/training/reference.json
"""

import json

import numpy as np
import torch
from sklearn.preprocessing import StandardScaler

torch.manual_seed(7)
torch.set_default_dtype(torch.float64)


def plain(tensor):
    """Nested lists with as many digits as a float32 has."""
    return [float(f"{value:.9g}") for value in tensor.detach().reshape(-1).tolist()]


def adam(steps, settings):
    """One variable updated by given gradients."""
    start = torch.randn(2, 3)
    variable = start.clone().requires_grad_()
    optimizer = torch.optim.Adam([variable], **settings)
    gradients, values = [], []
    for step in range(steps):
        gradient = torch.randn(2, 3) * 10.0 ** (step % 3 - 1)
        variable.grad = gradient.clone()
        optimizer.step()
        gradients.append(plain(gradient))
        values.append(plain(variable))
    return {"start": plain(start), "gradients": gradients, "values": values, "settings": {
        "learningRate": settings["lr"], "beta1": settings["betas"][0], "beta2": settings["betas"][1],
        "epsilon": settings["eps"]}}


def head(hidden, rows=7, inputs=5, classes=3, steps=6):
    """A head of one or two layers: gradients of the first step, then weights after several steps of Adam."""
    sizes = [(inputs, hidden), (hidden, classes)] if hidden else [(inputs, classes)]
    layers = [(torch.randn(a, b, requires_grad=True), torch.randn(b, requires_grad=True)) for a, b in sizes]
    start = [{"kernel": plain(k), "bias": plain(b), "inputs": k.shape[0], "outputs": k.shape[1]} for k, b in layers]
    features = torch.randn(rows, inputs)
    targets = torch.randint(0, classes, (rows,))

    def logits():
        x = features
        for index, (kernel, bias) in enumerate(layers):
            x = x @ kernel + bias
            if index < len(layers) - 1:
                x = torch.relu(x)
        return x

    parameters = [p for layer in layers for p in layer]
    optimizer = torch.optim.Adam(parameters, lr=0.01, betas=(0.9, 0.999), eps=1e-7)
    first = None
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(logits(), targets)
        losses.append(loss.item())
        loss.backward()
        if first is None:
            first = {"logits": plain(logits()), "gradients": [plain(p.grad) for p in parameters]}
        optimizer.step()
    return {"rows": rows, "inputs": inputs, "classes": classes, "features": plain(features),
            "targets": targets.tolist(), "start": start, **first, "losses": losses,
            "end": [plain(p) for p in parameters],
            "probabilities": plain(torch.softmax(logits(), 1))}


def scaler():
    features = np.random.default_rng(3).normal(size=(6, 4)) * [1, 10, 0.1, 0] + [0, 5, -3, 2]
    rows = [0, 2, 3, 5]
    fitted = StandardScaler().fit(features[rows])
    return {"features": features.reshape(-1).tolist(), "dimension": 4, "rows": rows,
            "mean": fitted.mean_.tolist(), "deviation": fitted.scale_.tolist()}


def cross_entropy():
    logits = torch.tensor([[1.0, 2.0, 3.0], [1000.0, 0.0, -1000.0], [0.0, 0.0, 0.0], [-200.0, 100.0, 99.0]])
    targets = torch.tensor([2, 1, 0, 2])
    values = torch.nn.functional.cross_entropy(logits, targets, reduction="none")
    return {"logits": plain(logits), "targets": targets.tolist(), "values": plain(values)}


print(json.dumps({
    "torch": torch.__version__,
    "adam": [adam(8, dict(lr=0.001, betas=(0.9, 0.999), eps=1e-7)),
             adam(8, dict(lr=0.1, betas=(0.5, 0.9), eps=1e-2))],
    "heads": [head(0), head(4)],
    "scaler": scaler(),
    "crossEntropy": cross_entropy(),
}, indent=1))
