"""Expected values for optimizers: trajectories of `torch.optim`, gradient clipping and averaged weights.

    /usr/bin/python3 scripts/reference/optimizers.py > scripts/reference/optimizers.json
"""

import json

import torch

torch.manual_seed(11)
torch.set_default_dtype(torch.float64)

STEPS = 7
# weight decay applies only to kernels; the second layer learns at a third of the rate
SHAPES = {"one/kernel": (3, 5), "one/bias": (5,), "one/gamma": (70,), "two/kernel": (11, 29), "two/bias": (2,)}
RATE_OF = {"one": 1.0, "two": 1 / 3}


def plain(tensor):
    """A flat list with as many digits as a float32 has."""
    return [float(f"{value:.9g}") for value in tensor.detach().reshape(-1).tolist()]


START = {name: torch.randn(shape) for name, shape in SHAPES.items()}
GRADIENTS = [{name: torch.randn(shape) * 10.0 ** (step % 3 - 1) for name, shape in SHAPES.items()}
             for step in range(STEPS)]


def trajectory(settings, make, skipped=()):
    """
    Values after every step; the learning rate is halved before the fifth. For the steps in `skipped`, `optimizer.step()` is not
    called, as `GradScaler.step` does for gradients that are not finite.
    """
    variables = {name: start.clone().requires_grad_() for name, start in START.items()}
    groups = [{"params": [variables[name]], "lr": settings["learningRate"] * RATE_OF[name.split("/")[0]],
               "weight_decay": settings.get("weightDecay", 0) if name.endswith("kernel") else 0}
              for name in SHAPES]
    optimizer = make(groups)
    values = []
    for step, gradients in enumerate(GRADIENTS):
        if step == 4:
            for group in optimizer.param_groups:
                group["lr"] /= 2
        for name, variable in variables.items():
            variable.grad = gradients[name].clone()
        if step not in skipped:
            optimizer.step()
        values.append({name: plain(variable) for name, variable in variables.items()})
    if skipped:
        return {"settings": settings, "skipped": skipped, "values": values[-1]}
    return {"settings": settings, "values": [values[1], values[-1]]}


def adam(kind, rate, beta1, beta2, epsilon, decay=None, skipped=()):
    settings = {"kind": kind, "learningRate": rate, "beta1": beta1, "beta2": beta2, "epsilon": epsilon}
    if decay is not None:
        settings["weightDecay"] = decay
    make = torch.optim.AdamW if kind == "adamw" else torch.optim.Adam
    return trajectory(settings, lambda groups: make(groups, lr=rate, betas=(beta1, beta2), eps=epsilon), skipped)


def sgd(rate, momentum, nesterov, decay, skipped=()):
    settings = {"kind": "sgd", "learningRate": rate, "momentum": momentum, "nesterov": nesterov, "weightDecay": decay}
    return trajectory(settings, lambda groups: torch.optim.SGD(groups, lr=rate, momentum=momentum, nesterov=nesterov),
                      skipped)


def rmsprop(rate, rho, momentum, epsilon):
    settings = {"kind": "rmsprop", "learningRate": rate, "rho": rho, "momentum": momentum, "epsilon": epsilon}
    return trajectory(settings,
                      lambda groups: torch.optim.RMSprop(groups, lr=rate, alpha=rho, momentum=momentum, eps=epsilon))


def cycled(kind, settings, make):
    """The last values of a trajectory whose learning rates and momentum are `OneCycleLR`'s, with all of its defaults."""
    variables = {name: start.clone().requires_grad_() for name, start in START.items()}
    groups = [{"params": [variable], "weight_decay": settings.get("weightDecay", 0) if name.endswith("kernel") else 0}
              for name, variable in variables.items()]
    optimizer = make(groups, settings["learningRate"])
    peaks = [settings["learningRate"] * RATE_OF[name.split("/")[0]] for name in SHAPES]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=peaks, total_steps=STEPS)
    for step, gradients in enumerate(GRADIENTS):
        for name, variable in variables.items():
            variable.grad = gradients[name].clone()
        optimizer.step()
        if step + 1 < STEPS:
            schedule.step()
    return {"settings": {"kind": kind, **settings}, "steps": STEPS,
            "values": {name: plain(variable) for name, variable in variables.items()}}


def one_cycles():
    optim = torch.optim
    moments = {"learningRate": 0.01, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-7}
    descent = {"learningRate": 0.05, "momentum": 0.9, "nesterov": False, "weightDecay": 0.02}
    adam = {"betas": (0.9, 0.999), "eps": 1e-7}
    return [
        cycled("adam", moments, lambda groups, rate: optim.Adam(groups, lr=rate, **adam)),
        cycled("adamw", {**moments, "weightDecay": 0.1}, lambda groups, rate: optim.AdamW(groups, lr=rate, **adam)),
        cycled("sgd", descent, lambda groups, rate: optim.SGD(groups, lr=rate, momentum=0.9)),
        # even an optimizer without momentum gets the cycle's
        cycled("sgd", {**descent, "momentum": 0}, lambda groups, rate: optim.SGD(groups, lr=rate)),
        cycled("sgd", {**descent, "nesterov": True},
               lambda groups, rate: optim.SGD(groups, lr=rate, momentum=0.9, nesterov=True)),
        cycled("rmsprop", {"learningRate": 0.01, "rho": 0.9, "momentum": 0, "epsilon": 1e-7},
               lambda groups, rate: optim.RMSprop(groups, lr=rate, alpha=0.9, eps=1e-7)),
    ]


def clipped(most):
    """Gradients of the first step after `clip_grad_norm_`, and their norm before it."""
    variables = {name: start.clone().requires_grad_() for name, start in START.items()}
    for name, variable in variables.items():
        variable.grad = GRADIENTS[0][name].clone()
    norm = torch.nn.utils.clip_grad_norm_(list(variables.values()), most)
    return {"most": most, "norm": norm.item(), "gradients": {name: plain(v.grad) for name, v in variables.items()}}


def averaged(decay):
    """Weights averaged over SGD's steps: `AveragedModel` with an exponential `avg_fn`, after every step."""
    model = torch.nn.ParameterList([torch.nn.Parameter(START["two/kernel"].clone())])
    average = torch.optim.swa_utils.AveragedModel(model, avg_fn=lambda old, new, count: decay * old + (1 - decay) * new)
    average.update_parameters(model)  # the first call copies
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    values = []
    for gradients in GRADIENTS:
        model[0].grad = gradients["two/kernel"].clone()
        optimizer.step()
        average.update_parameters(model)
        values.append(plain(average.module[0]))
    return {"decay": decay, "rate": 0.1, "values": [values[1], values[-1]]}


print(json.dumps({
    "torch": torch.__version__,
    "shapes": SHAPES,
    "rateOf": RATE_OF,
    "start": {name: plain(value) for name, value in START.items()},
    "gradients": [{name: plain(value) for name, value in step.items()} for step in GRADIENTS],
    "trajectories": [
        adam("adam", 0.001, 0.9, 0.999, 1e-7),
        adam("adam", 0.1, 0.5, 0.9, 1e-2),
        adam("adamw", 0.01, 0.9, 0.999, 1e-7, 0.1),
        sgd(0.05, 0.0, False, 0.0),
        sgd(0.05, 0.9, False, 0.02),
        sgd(0.05, 0.9, True, 0.02),
        rmsprop(0.01, 0.9, 0.0, 1e-7),
        rmsprop(0.01, 0.8, 0.7, 1e-3),
    ],
    "skipping": [
        adam("adam", 0.001, 0.9, 0.999, 1e-7, skipped=[0, 1]),
        adam("adam", 0.1, 0.5, 0.9, 1e-2, skipped=[1, 4]),
        adam("adam", 0.1, 0.0, 0.9, 1e-2, skipped=[2]),
        adam("adamw", 0.01, 0.9, 0.999, 1e-7, 0.1, skipped=[0, 3, 5]),
        sgd(0.05, 0.9, True, 0.02, skipped=[2]),
    ],
    "cycled": one_cycles(),
    "clipped": [clipped(1.0), clipped(1e4)],
    "averaged": [averaged(0.9)],
}))
