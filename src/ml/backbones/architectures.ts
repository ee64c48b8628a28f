/**
 * What builds each family of architectures, by the id that a recipe holds. A family of `core/backbones` without a line
 * here does not compile, nor does a builder that cannot take what a recipe says of it.
 */
import {
  architectureSchema,
  type ArchitectureId,
  type ArchitectureInput,
  type ArchitectureSettings,
  type SettingsOf,
} from '../../core/backbones/architectures';
import type { Architecture } from '../layers/architecture';
import { deepAndWide } from './deep-and-wide';
import { mobileNetV1 } from './mobilenet-v1';
import { trainableMobileNetV2 } from './mobilenet-v2';
import { mobileNetV3 } from './mobilenet-v3';
import { plainCnn } from './plain-cnn';
import { resNet } from './resnet';
import { resNetV2 } from './resnet-v2';
import { vgg } from './vgg';

/** What the task and the images decide, beside a recipe's settings. */
export interface Given {
  /** Outputs of the last layer. */
  classes: number;
  /** Pixels. */
  image: { width: number; height: number };
}

const BUILDERS = {
  resnet: resNet,
  'resnet-v2': resNetV2,
  vgg,
  'mobilenet-v1': mobileNetV1,
  'mobilenet-v2': trainableMobileNetV2,
  'mobilenet-v3': mobileNetV3,
  'plain-cnn': plainCnn,
  'deep-and-wide': deepAndWide,
} satisfies { [Id in ArchitectureId]: (config: SettingsOf<Id> & Given) => Architecture };

/** What each family's builder takes: plain data. */
export type Configs = { [Id in ArchitectureId]: Parameters<(typeof BUILDERS)[Id]>[0] };
export type ArchitectureConfig = Configs[ArchitectureId];

/** The architecture of a config, without weights. */
export function architectureOf(config: ArchitectureConfig): Architecture {
  const builders: { [Id in ArchitectureId]: (own: Configs[Id]) => Architecture } = BUILDERS;
  const build = <Id extends ArchitectureId>(id: Id, own: Configs[Id]) => builders[id](own);
  return build(config.family, config);
}

/** A recipe's settings, with what the task and the images decide. */
export function configOf(settings: ArchitectureSettings, given: Given): ArchitectureConfig {
  return { ...settings, ...given };
}

/** What a recipe says of such a network; what the config leaves out is filled in. */
export function settingsOf(config: ArchitectureConfig): ArchitectureSettings {
  const { classes: _, image: __, ...settings }: ArchitectureConfig & Partial<Given> = config;
  return architectureSchema.parse(settings);
}

/** What a file of weights is kept with: the config as it is, without what the task decides. */
export function withoutClasses(config: ArchitectureConfig): ArchitectureInput {
  const { classes: _, ...architecture } = config;
  return architecture;
}
