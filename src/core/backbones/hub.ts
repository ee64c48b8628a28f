/**
 * Networks on the Hugging Face hub that are known to fit an architecture here. Nothing of them ships with the page: a
 * person asks for one by a press of a button. Sizes were measured where they stand; licences and what a network was
 * trained on are as its repository says; names, shapes and hash are checked when it comes.
 */
import type { z } from 'zod';
import type { architectureSchema } from '../recipe/backbone';
import type { HubFile } from '../recipe/weights-source';

export type HubArchitecture = z.input<typeof architectureSchema>;

export interface HubNetwork {
  hub: HubFile;
  title: string;
  /** Which architecture its tensors fit. */
  architecture: HubArchitecture;
  /** SPDX name, as the repository's card has it. */
  licence: string;
  /** What it was trained on. */
  trainedOn: string;
  /** Of the whole file; null where it has not been measured. The hub is asked before anything is fetched. */
  bytes: number | null;
  /** How many of them are needed: VGG16's dense layers are never fetched. Null for all. */
  neededBytes: number | null;
  /** Pixels a side, as it was trained. Any other size works too. */
  imageSize: number;
}

const IMAGENET = 'ImageNet-1k';

function timm(name: string, about: Omit<HubNetwork, 'hub' | 'trainedOn' | 'imageSize'>): HubNetwork {
  return {
    hub: { repo: `timm/${name}`, file: 'model.safetensors', revision: 'main' },
    trainedOn: IMAGENET,
    imageSize: 224,
    ...about,
  };
}

/** From small to large. Normalisation of pixels is the architecture's own (`ml/backbones`). */
export const HUB_NETWORKS: readonly HubNetwork[] = [
  timm('mobilenetv3_small_100.lamb_in1k', {
    title: 'MobileNetV3 small',
    architecture: { family: 'mobilenet-v3', size: 'small', source: 'timm' },
    licence: 'Apache-2.0',
    bytes: null,
    neededBytes: null,
  }),
  timm('mobilenetv2_100.ra_in1k', {
    title: 'MobileNetV2 1.0',
    architecture: { family: 'mobilenet-v2', width: 1, source: 'torch' },
    licence: 'Apache-2.0',
    bytes: 14_200_000,
    neededBytes: null,
  }),
  timm('resnet18.tv_in1k', {
    title: 'ResNet18',
    architecture: { family: 'resnet', size: 'resnet18' },
    licence: 'BSD-3-Clause',
    bytes: 46_800_000,
    neededBytes: null,
  }),
  timm('vgg16.tv_in1k', {
    title: 'VGG16 without its dense layers',
    architecture: { family: 'vgg', size: 'vgg16', top: { kind: 'average' } },
    licence: 'BSD-3-Clause',
    bytes: 553_000_000,
    // 14,714,688 weights of 4 bytes
    neededBytes: 58_900_000,
  }),
  timm('resnet34.tv_in1k', {
    title: 'ResNet34',
    architecture: { family: 'resnet', size: 'resnet34' },
    licence: 'BSD-3-Clause',
    bytes: 87_300_000,
    neededBytes: null,
  }),
  timm('resnet50.tv_in1k', {
    title: 'ResNet50',
    architecture: { family: 'resnet', size: 'resnet50' },
    licence: 'BSD-3-Clause',
    bytes: null,
    neededBytes: null,
  }),
  timm('resnetv2_50.a1h_in1k', {
    title: 'ResNet50V2',
    architecture: { family: 'resnet-v2', size: 'resnet50-v2' },
    licence: 'Apache-2.0',
    bytes: 102_000_000,
    neededBytes: null,
  }),
  timm('wide_resnet50_2.tv_in1k', {
    title: 'Wide ResNet50-2',
    architecture: { family: 'resnet', size: 'wide-resnet50-2' },
    licence: 'BSD-3-Clause',
    bytes: null,
    neededBytes: null,
  }),
];

/** What is known of a repository; undefined for one that is not listed. */
export function hubNetwork(repo: string): HubNetwork | undefined {
  return HUB_NETWORKS.find(({ hub }) => hub.repo === repo);
}
