"""Expected learning rates: PyTorch's `lr_scheduler`, over all steps of short trainings, with warm-up before it.

    /usr/bin/python3 scripts/reference/schedules.py > scripts/reference/schedules.json
"""

import json
import warnings

import torch
from torch.optim import lr_scheduler

warnings.filterwarnings("ignore")


def optimizer():
    return torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)


def factors(make, steps, warm_up):
    """The factor in every step; `make` gets the optimizer and the steps that are left to the schedule."""
    moved = optimizer()
    schedule = make(moved, steps - warm_up)
    if warm_up:
        moved = optimizer()
        rising = lr_scheduler.LinearLR(moved, start_factor=0.01, total_iters=warm_up)
        schedule = lr_scheduler.SequentialLR(moved, [rising, make(moved, steps - warm_up)], [warm_up])
    found = []
    for _ in range(steps):
        found.append(moved.param_groups[0]["lr"])
        moved.step()
        schedule.step()
    return found


def case(settings, make, steps_per_epoch, epochs):
    warm_up = round(settings["warmUp"] * steps_per_epoch)
    return {"settings": settings, "stepsPerEpoch": steps_per_epoch, "epochs": epochs,
            "factors": factors(make, steps_per_epoch * epochs, warm_up)}


def one_cycle(settings, steps_per_epoch, epochs, adam=False):
    """Without warm-up: PyTorch's sets the first learning rate when it is created, so `SequentialLR` cannot contain it."""
    moved = torch.optim.Adam([torch.zeros(1, requires_grad=True)]) if adam else optimizer()
    cycles = settings["cycleMomentum"]
    schedule = lr_scheduler.OneCycleLR(
        moved, max_lr=1.0, total_steps=steps_per_epoch * epochs, pct_start=settings["peakAt"],
        div_factor=settings["startDivisor"], final_div_factor=settings["endDivisor"], cycle_momentum=cycles)
    found, momenta = [], []
    for step in range(steps_per_epoch * epochs):
        group = moved.param_groups[0]
        found.append(group["lr"])
        momenta.append(group["betas"][0] if adam else group["momentum"])
        moved.step()
        if step + 1 < steps_per_epoch * epochs:
            schedule.step()
    case = {"settings": settings, "stepsPerEpoch": steps_per_epoch, "epochs": epochs, "factors": found}
    return {**case, "momenta": momenta} if cycles else case


def plateau(settings, mode, history):
    """The factor after each epoch."""
    moved = optimizer()
    schedule = lr_scheduler.ReduceLROnPlateau(moved, mode, factor=settings["factor"], patience=settings["patience"],
                                              threshold=settings["threshold"])
    found = [1.0]
    for value in history:
        schedule.step(value)
        found.append(moved.param_groups[0]["lr"])
    return {"settings": settings, "history": history, "factors": found}


def step_case(warm_up, every, factor, steps_per_epoch, epochs):
    return case({"kind": "step", "warmUp": warm_up, "every": every, "factor": factor},
                lambda moved, steps: lr_scheduler.StepLR(moved, every * steps_per_epoch, factor),
                steps_per_epoch, epochs)


def cosine_case(warm_up, final, steps_per_epoch, epochs):
    return case({"kind": "cosine", "warmUp": warm_up, "final": final},
                lambda moved, steps: lr_scheduler.CosineAnnealingLR(moved, steps, eta_min=final),
                steps_per_epoch, epochs)


def constant_case(warm_up, steps_per_epoch, epochs):
    return case({"kind": "constant", "warmUp": warm_up}, lambda moved, steps: lr_scheduler.LambdaLR(moved, lambda s: 1),
                steps_per_epoch, epochs)


print(json.dumps({
    "torch": torch.__version__,
    "byStep": [
        constant_case(0, 3, 2),
        constant_case(1.5, 6, 3),
        step_case(0, 2, 0.1, 4, 7),
        step_case(1, 1, 0.5, 5, 4),
        cosine_case(0, 0.0, 7, 3),
        cosine_case(0, 0.1, 7, 3),
        cosine_case(0.5, 0.05, 10, 4),
        one_cycle({"kind": "one-cycle", "warmUp": 0, "peakAt": 0.3, "startDivisor": 25, "endDivisor": 1e4,
                   "cycleMomentum": True}, 10, 3),
        one_cycle({"kind": "one-cycle", "warmUp": 0, "peakAt": 0.25, "startDivisor": 10, "endDivisor": 1e5,
                   "cycleMomentum": True}, 7, 5, adam=True),
        one_cycle({"kind": "one-cycle", "warmUp": 0, "peakAt": 0.25, "startDivisor": 10, "endDivisor": 1e5,
                   "cycleMomentum": False}, 7, 5),
    ],
    "byEpoch": [
        plateau({"kind": "plateau", "warmUp": 0, "metric": "loss", "factor": 0.1, "patience": 1, "threshold": 1e-4},
                "min", [1.0, 0.8, 0.79999, 0.81, 0.9, 0.7, 0.7, 0.7, 0.7, 0.2, 0.3]),
        plateau({"kind": "plateau", "warmUp": 0, "metric": "accuracy", "factor": 0.5, "patience": 0, "threshold": 0.01},
                "max", [0.2, 0.3, 0.302, 0.31, 0.25, 0.4, 0.4]),
    ],
}))
