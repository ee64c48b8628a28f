"""
Networks of torchvision, and of it with the tweaks of He et al. 2018 put in by hand, filled by torchvision_fill.py.
"""
import torch
from torch import nn
from torchvision import models


def without_b(model):
    """The stride of a bottleneck at its first 1x1 convolution, as in He et al. 2015."""
    for layer in (model.layer2, model.layer3, model.layer4):
        layer[0].conv1.stride, layer[0].conv2.stride = (2, 2), (1, 1)
    return model


def with_c(model):
    """The stem of Inception-v2: three 3x3 convolutions, named as in timm."""
    model.conv1 = nn.Sequential(
        nn.Conv2d(3, 32, 3, 2, 1, bias=False),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Conv2d(32, 32, 3, 1, 1, bias=False),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Conv2d(32, 64, 3, 1, 1, bias=False),
    )
    return model


def with_d(model):
    """An average-pool before the 1x1 convolution of a shortcut, as timm's downsample_avg."""
    for layer in (model.layer1, model.layer2, model.layer3, model.layer4):
        old = layer[0].downsample
        if old is None:
            continue
        stride = old[0].stride[0]
        pool = nn.AvgPool2d(2, 2, ceil_mode=True, count_include_pad=False) if stride == 2 else nn.Identity()
        conv = nn.Conv2d(old[0].in_channels, old[0].out_channels, 1, bias=False)
        layer[0].downsample = nn.Sequential(pool, conv, old[1])
    return model


def with_mish(model):
    for parent in list(model.modules()):
        for name, child in parent.named_children():
            if isinstance(child, nn.ReLU):
                setattr(parent, name, nn.Mish())
    return model


def vgg16(classes, hidden):
    model = models.vgg16(num_classes=classes)
    if hidden != 4096:
        model.classifier[0] = nn.Linear(512 * 7 * 7, hidden)
        model.classifier[3] = nn.Linear(hidden, hidden)
        model.classifier[6] = nn.Linear(hidden, classes)
    return model


class PreactBottleneck(nn.Module):
    """He et al. 2016, "Identity Mappings in Deep Residual Networks"; names of timm's resnetv2."""

    def __init__(self, channels, out, stride, project):
        super().__init__()
        width = out // 4
        self.norm1, self.norm2, self.norm3 = (nn.BatchNorm2d(n) for n in (channels, width, width))
        self.conv1 = nn.Conv2d(channels, width, 1, bias=False)
        self.conv2 = nn.Conv2d(width, width, 3, stride, 1, bias=False)
        self.conv3 = nn.Conv2d(width, out, 1, bias=False)
        self.downsample = None
        if project:
            self.downsample = nn.Module()
            self.downsample.conv = nn.Conv2d(channels, out, 1, stride, bias=False)

    def forward(self, x):
        active = torch.relu(self.norm1(x))
        shortcut = self.downsample.conv(active) if self.downsample else x
        y = self.conv2(torch.relu(self.norm2(self.conv1(active))))
        return self.conv3(torch.relu(self.norm3(y))) + shortcut


class ResNetV2(nn.Module):
    def __init__(self, classes, blocks=(3, 4, 6, 3)):
        super().__init__()
        self.stem = nn.Module()
        self.stem.conv = nn.Conv2d(3, 64, 7, 2, 3, bias=False)
        self.stages = nn.ModuleList()
        channels = 64
        for index, count in enumerate(blocks):
            stage = nn.Module()
            out = 256 * 2**index
            stage.blocks = nn.Sequential()
            for block in range(count):
                stride = 2 if index > 0 and block == 0 else 1
                stage.blocks.add_module(str(block), PreactBottleneck(channels, out, stride, block == 0))
                channels = out
            self.stages.append(stage)
        self.norm = nn.BatchNorm2d(channels)
        self.head = nn.Module()
        self.head.fc = nn.Conv2d(channels, classes, 1)

    def forward(self, x):
        x = nn.functional.max_pool2d(self.stem.conv(x), 3, 2, 1)
        for stage in self.stages:
            x = stage.blocks(x)
        return self.head.fc(torch.relu(self.norm(x)).mean((2, 3), keepdim=True)).flatten(1)


def plain(module, blocks, units, height, width, classes):
    """Convolutions with ReLU and a max-pool a block (channels, paddings), a dense layer, the last one."""
    channels = 3
    for index, (out, paddings) in enumerate(blocks):
        block = nn.Module()
        for i, padding in enumerate(paddings):
            setattr(block, f'conv{i + 1}', nn.Conv2d(channels, out, 3, padding=padding))
            channels, height, width = out, height + 2 * padding - 2, width + 2 * padding - 2
        height, width = height // 2, width // 2
        setattr(module, f'block{index + 1}', block)
    module.dense = nn.Linear(channels * height * width, units)
    module.predictions = nn.Linear(units, classes)


class PlainCnn(nn.Module):
    def __init__(self, blocks, units, height, width, classes):
        super().__init__()
        self.blocks = [(f'block{i + 1}', len(paddings)) for i, (_, paddings) in enumerate(blocks)]
        plain(self, blocks, units, height, width, classes)

    def forward(self, x):
        for name, convolutions in self.blocks:
            for i in range(convolutions):
                x = torch.relu(getattr(getattr(self, name), f'conv{i + 1}')(x))
            x = nn.functional.max_pool2d(x, 2)
        return self.predictions(torch.relu(self.dense(x.flatten(1))))


class Branch(nn.Module):
    """A ResNet without its head, behind a 3x3 convolution, batch norm and ReLU."""

    def __init__(self, resnet):
        super().__init__()
        self.input = nn.Conv2d(3, 3, 3, padding=1, bias=False)
        self.input.norm = nn.BatchNorm2d(3)
        for name in ('conv1', 'bn1', 'maxpool', 'layer1', 'layer2', 'layer3', 'layer4'):
            setattr(self, name, getattr(resnet, name))

    def forward(self, x):
        x = torch.relu(self.input.norm(self.input(x)))
        x = self.maxpool(torch.relu(self.bn1(self.conv1(x))))
        return self.layer4(self.layer3(self.layer2(self.layer1(x))))


class DeepAndWide(nn.Module):
    def __init__(self, deep, wide, joint, classes):
        super().__init__()
        self.deep, self.wide = Branch(deep), Branch(wide)
        channels = deep.fc.in_features + wide.fc.in_features
        self.joint = nn.Conv2d(channels, joint, 3, padding=1)
        self.predictions = nn.Linear(joint, classes)

    def forward(self, x):
        x = torch.relu(self.joint(torch.cat((self.deep(x), self.wide(x)), 1)))
        return self.predictions(x.mean((2, 3)))


NETWORKS = {
    'resnet18': lambda classes: models.resnet18(num_classes=classes),
    'resnet34': lambda classes: models.resnet34(num_classes=classes),
    'resnet50': lambda classes: models.resnet50(num_classes=classes),
    'wide_resnet50_2': lambda classes: models.wide_resnet50_2(num_classes=classes),
    'resnet50 without B': lambda classes: without_b(models.resnet50(num_classes=classes)),
    'resnet50 C D Mish': lambda classes: with_mish(with_d(with_c(models.resnet50(num_classes=classes)))),
    'resnet18 C D': lambda classes: with_d(with_c(models.resnet18(num_classes=classes))),
    'resnetv2_50': ResNetV2,
    'vgg16 hidden 64': lambda classes: vgg16(classes, 64),
    'vgg16': lambda classes: vgg16(classes, 4096),
    'mobilenet_v2': lambda classes: models.mobilenet_v2(num_classes=classes),
    'mobilenet_v2 0.35': lambda classes: models.mobilenet_v2(num_classes=classes, width_mult=0.35),
    'mobilenet_v3_small': lambda classes: models.mobilenet_v3_small(num_classes=classes),
    'three-block CNN': lambda classes: PlainCnn([(32, [1]), (64, [1]), (128, [1])], 128, 65, 48, classes),
    'eleven-layer CNN': lambda classes: PlainCnn([(32, [1, 0]), (64, [1, 0])], 512, 65, 48, classes),
    'deep & wide, small': lambda classes: DeepAndWide(models.resnet18(), models.resnet18(), 8, classes),
    'deep & wide': lambda classes: DeepAndWide(models.resnet18(), models.wide_resnet50_2(), 256, classes),
}
