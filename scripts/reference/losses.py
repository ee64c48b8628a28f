"""Expected values for losses of outputs: PyTorch's and torchvision's, values by row and gradients of their sum.

    /usr/bin/python3 scripts/reference/losses.py > scripts/reference/losses.json
"""

import json

import torch
from torch.nn import functional
from torchvision.ops import sigmoid_focal_loss

torch.manual_seed(5)
torch.set_default_dtype(torch.float64)
ROWS, OUTPUTS = 6, 4


def plain(tensor):
    """A flat list with as many digits as a float32 has."""
    return [float(f"{value:.9g}") for value in tensor.detach().reshape(-1).tolist()]


def case(name, logits, targets, weights, values_of, **settings):
    """`values_of` gives the loss of each row, weights included."""
    logits = logits.clone().requires_grad_()
    values = values_of(logits)
    values.sum().backward()
    return {"name": name, "settings": settings, "logits": plain(logits), "targets": plain(targets),
            "weights": plain(weights.expand(ROWS, OUTPUTS)), "values": plain(values), "gradient": plain(logits.grad)}


def exactly(tensor):
    """The nearest float32, so that both sides start from the same numbers."""
    return tensor.float().double()


LOGITS = exactly(torch.randn(ROWS, OUTPUTS) * 3)
LOGITS[1] = torch.tensor([60.0, -60.0, 0.0, 20.0])
CLASSES = torch.tensor([2, 1, 0, 3, 3, 1])
ONE_HOT = functional.one_hot(CLASSES, OUTPUTS).double()
LABELS = torch.tensor([[1, 0, 0, 1], [0, 1, 1, 0], [0, 0, 0, 0], [1, 1, 1, 1], [0, 0, 1, 0], [1, 0, 1, 0]]).double()
VALUES = exactly(torch.randn(ROWS, OUTPUTS))
SAMPLES = exactly(torch.tensor([1.0, 2.0, 0.0, 0.5, 1.5, 0.25]))[:, None]
CLASS_WEIGHTS = exactly(torch.tensor([0.5, 1.0, 2.0, 3.0]))
POSITIVE = exactly(torch.tensor([3.0, 0.25, 1.0, 7.0]))
SMOOTHING = 0.1


def smooth(labels, smoothing):
    """As Keras's `BinaryCrossentropy` does it: y * (1 - s) + s / 2."""
    return labels * (1 - smoothing) + smoothing / 2


SMOOTH = smooth(LABELS, SMOOTHING)


def focal_softmax(logits, gamma):
    """Lin et al. 2017, equation 4, for classes: no library here has it."""
    log_p = functional.log_softmax(logits, 1)
    return -(ONE_HOT * (1 - log_p.exp()) ** gamma * log_p).sum(1)


def recipe(task, loss, answers, values_of):
    """The mean loss of a recipe over all rows, and its gradient."""
    logits = LOGITS.clone().requires_grad_()
    value = values_of(logits)
    value.backward()
    return {"task": task, "loss": loss, "answers": plain(answers), "logits": plain(logits), "value": value.item(),
            "gradient": plain(logits.grad)}


def balanced(cap):
    """Films without the label : films with it."""
    positives = LABELS.sum(0)
    return ((ROWS - positives) / positives).clamp(1 / cap, cap)


def recipes():
    labels = functional.binary_cross_entropy_with_logits
    weighed = {"kind": "binary-cross-entropy", "positiveWeights": "balanced"}
    plainly = {"kind": "binary-cross-entropy"}
    return [
        recipe("labels", plainly, LABELS, lambda x: labels(x, LABELS)),
        recipe("labels", weighed, LABELS, lambda x: labels(x, LABELS, pos_weight=balanced(100))),
        recipe("labels", {**weighed, "positiveWeights": "capped", "cap": 1.5}, LABELS,
               lambda x: labels(x, LABELS, pos_weight=balanced(1.5))),
        recipe("labels", {**plainly, "labelSmoothing": 0.1}, LABELS, lambda x: labels(x, smooth(LABELS, 0.1))),
        recipe("labels", {**weighed, "labelSmoothing": 0.3}, LABELS,
               lambda x: labels(x, smooth(LABELS, 0.3), pos_weight=balanced(100))),
        recipe("class", {**plainly, "labelSmoothing": 0.2}, CLASSES, lambda x: labels(x, smooth(ONE_HOT, 0.2))),
        recipe("class", {"kind": "softmax-cross-entropy", "labelSmoothing": 0.2}, CLASSES,
               lambda x: functional.cross_entropy(x, CLASSES, label_smoothing=0.2)),
    ]


print(json.dumps({
    "torch": torch.__version__,
    "rows": ROWS,
    "outputs": OUTPUTS,
    "cases": [
        case("softmax-cross-entropy", LOGITS, ONE_HOT, SAMPLES,
             lambda x: SAMPLES[:, 0] * functional.cross_entropy(x, CLASSES, reduction="none")),
        case("softmax-cross-entropy", LOGITS, ONE_HOT * (1 - SMOOTHING) + SMOOTHING / OUTPUTS, CLASS_WEIGHTS[None],
             lambda x: functional.cross_entropy(x, CLASSES, weight=CLASS_WEIGHTS, label_smoothing=SMOOTHING,
                                                reduction="none"), labelSmoothing=SMOOTHING),
        case("binary-cross-entropy", LOGITS, LABELS, torch.ones(1, 1),
             lambda x: functional.binary_cross_entropy_with_logits(x, LABELS, reduction="none").sum(1)),
        case("binary-cross-entropy", LOGITS, LABELS, SAMPLES * (1 + LABELS * (POSITIVE - 1)) / OUTPUTS,
             lambda x: SAMPLES[:, 0] * functional.binary_cross_entropy_with_logits(
                 x, LABELS, pos_weight=POSITIVE, reduction="none").mean(1)),
        # a weight of the positives and a target between 0 and 1, as one weight and one target
        case("binary-cross-entropy", LOGITS, POSITIVE * SMOOTH / (POSITIVE * SMOOTH + 1 - SMOOTH),
             POSITIVE * SMOOTH + 1 - SMOOTH,
             lambda x: functional.binary_cross_entropy_with_logits(
                 x, SMOOTH, pos_weight=POSITIVE, reduction="none").sum(1), labelSmoothing=SMOOTHING),
        *[case("focal-labels", LOGITS, LABELS, SAMPLES,
               lambda x: SAMPLES[:, 0] * sigmoid_focal_loss(x, LABELS, alpha=-1 if alpha is None else alpha, gamma=gamma,
                                                            reduction="none").sum(1), gamma=gamma, alpha=alpha)
          for gamma, alpha in [(2.0, 0.25), (0.0, None), (1.0, 0.7), (3.5, None)]],
        *[case("focal-classes", LOGITS, ONE_HOT, SAMPLES, lambda x: SAMPLES[:, 0] * focal_softmax(x, gamma), gamma=gamma)
          for gamma in [2.0, 0.0, 1.0, 3.5]],
        *[case("huber", LOGITS, VALUES, SAMPLES,
               lambda x: SAMPLES[:, 0] * functional.huber_loss(x, VALUES, delta=delta, reduction="none").sum(1),
               delta=delta) for delta in [1.0, 2.5]],
        case("mean-squared-error", LOGITS, VALUES, SAMPLES,
             lambda x: SAMPLES[:, 0] * functional.mse_loss(x, VALUES, reduction="none").sum(1)),
    ],
    "recipes": recipes(),
}))
