/** Both models of `../shared/backbones`, added as folders. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { architectureOf, type ArchitectureConfig } from '../../../ml/backbones/architectures';
import { parametersOf } from '../../../ml/layers/parameters';
import { MemoryFolder } from '../../../storage/memory-folder';
import { WeightsStore } from '../../../storage/weights-store';
import { PretrainedWeights } from './pretrained-weights';

const BACKBONES = path.resolve('../shared/backbones');

describe.skipIf(!existsSync(BACKBONES))('models of ../shared/backbones (skipped without)', () => {
  it.each<[string, ArchitectureConfig]>([
    ['mobilenet_v1_0.75_224', { family: 'mobilenet-v1', width: 0.75, classes: 4 }],
    ['mobilenet_v2_0.35_224', { family: 'mobilenet-v2', width: 0.35, classes: 4, source: 'keras' }],
  ])('%s is added and fits its network', async (name, config) => {
    const pretrained = new PretrainedWeights(
      () => ({ file: () => Promise.reject(new Error('not called in this test')) }),
      {
        store: await WeightsStore.open(new MemoryFolder()),
      },
    );
    const files = readdirSync(path.join(BACKBONES, name)).map((file) => ({
      path: `${name}/${file}`,
      file: new File([readFileSync(path.join(BACKBONES, name, file))], file),
    }));
    const kept = await pretrained.add({ files, handles: [] });
    expect(kept).toMatchObject({ name: `${name}/model.json`, origin: { format: 'tfjs-layers' } });
    const { weights, fresh } = await pretrained.weights({ kind: 'file', name, sha256: kept.sha256 }, config);
    expect(fresh).toEqual(['head']);
    const needed = parametersOf(architectureOf(config)).filter(({ stage }) => stage !== 'head');
    expect([...weights.keys()].toSorted()).toEqual(needed.map((one) => one.name).toSorted());
  });
});
