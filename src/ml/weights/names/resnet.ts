/** ResNets: our names are theirs, with slashes for dots. torchvision and timm agree. */
import { dottedNames } from './torch';

export const RESNET_NAMES = dottedNames('torchvision');
