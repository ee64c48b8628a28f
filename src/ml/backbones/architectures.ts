/** Every architecture there is, by its config: plain data, so that a recipe can hold it. */
import type { Architecture } from '../layers/architecture';
import { deepAndWide, type DeepAndWideConfig } from './deep-and-wide';
import { mobileNetV1, type MobileNetV1Config } from './mobilenet-v1';
import { trainableMobileNetV2, type TrainableMobileNetV2Config } from './mobilenet-v2';
import { mobileNetV3, type MobileNetV3Config } from './mobilenet-v3';
import { plainCnn, type PlainCnnConfig } from './plain-cnn';
import { resNet, type ResNetConfig } from './resnet';
import { resNetV2, type ResNetV2Config } from './resnet-v2';
import { vgg, type VggConfig } from './vgg';

export type ArchitectureConfig =
  | ResNetConfig
  | ResNetV2Config
  | VggConfig
  | MobileNetV1Config
  | TrainableMobileNetV2Config
  | MobileNetV3Config
  | PlainCnnConfig
  | DeepAndWideConfig;

/** The architecture of a config, without weights. */
export function architectureOf(config: ArchitectureConfig): Architecture {
  switch (config.family) {
    case 'resnet':
      return resNet(config);
    case 'resnet-v2':
      return resNetV2(config);
    case 'vgg':
      return vgg(config);
    case 'mobilenet-v1':
      return mobileNetV1(config);
    case 'mobilenet-v2':
      return trainableMobileNetV2(config);
    case 'mobilenet-v3':
      return mobileNetV3(config);
    case 'plain-cnn':
      return plainCnn(config);
    // the last one: another family would not fit its type here
    default:
      return deepAndWide(config);
  }
}
