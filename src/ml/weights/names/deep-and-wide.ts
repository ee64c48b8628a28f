/** Deep & Wide has two ResNets in it, each filled with weights of its own; what joins them has none. */
import {
  asBranch,
  BRANCHES,
  branchesOf,
  FRESH_STAGES,
  type DeepAndWideConfig,
} from '../../backbones/deep-and-wide';
import type { PublishedParts } from './published-files';

export const DEEP_AND_WIDE_PARTS: PublishedParts<DeepAndWideConfig> = {
  kind: 'parts',
  partsOf: (config) => {
    const branches = branchesOf(config);
    return BRANCHES.map((branch) => ({
      config: branches[branch],
      asPart: (weights) => asBranch(weights, branch),
    }));
  },
  fresh: FRESH_STAGES,
};
