/**
 * The builder of each family of architectures, by the id used in recipes. If a family of `core/backbones` has no entry
 * here, or a builder does not accept what a recipe can specify, this does not compile.
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

/** What depends on the task and the images, in addition to the recipe's settings. */
export interface Given {
  /** Number of outputs of the last layer. */
  classes: number;
  /** In pixels. */
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

/** The architecture that a config describes, without weights. */
export function architectureOf(config: ArchitectureConfig): Architecture {
  const builders: { [Id in ArchitectureId]: (own: Configs[Id]) => Architecture } = BUILDERS;
  const build = <Id extends ArchitectureId>(id: Id, own: Configs[Id]) => builders[id](own);
  return build(config.family, config);
}

/** A recipe's settings, combined with what depends on the task and the images. */
export function configOf(settings: ArchitectureSettings, given: Given): ArchitectureConfig {
  return { ...settings, ...given };
}

/** The recipe settings of such a network; defaults are filled in. */
export function settingsOf(config: ArchitectureConfig): ArchitectureSettings {
  const { classes: _, image: __, ...settings }: ArchitectureConfig & Partial<Given> = config;
  return architectureSchema.parse(settings);
}

/** The config that is stored with a weights file: without what depends on the task. */
export function withoutClasses(config: ArchitectureConfig): ArchitectureInput {
  const { classes: _, ...architecture } = config;
  return architecture;
}
