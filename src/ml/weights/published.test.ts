import { describe, expect, it } from 'vitest';
import { architectureSchema, ARCHITECTURES } from '../../core/backbones/architectures';
import { HUB_NETWORKS } from '../../core/backbones/hub';
import { fitsWeightsOf, NETWORK_CHOICES } from '../../core/backbones/lookups';
import { architectureOf, configOf, settingsOf } from '../backbones/architectures';
import { parametersOf } from '../layers/parameters';
import { sizeOf } from '../layers/weights';
import { knownFiles, partsOf } from './published';

const given = { classes: 1000, image: { width: 64, height: 64 } };
const configOfInput = (input: object) => configOf(architectureSchema.parse(input), given);

describe('the files of each family', () => {
  it.each(HUB_NETWORKS.map((one) => [one.title, one] as const))('hold %s of the hub', (_, network) => {
    const settings = architectureSchema.parse(network.architecture);
    const kinds = knownFiles().map(({ config }) => settingsOf(config(given.classes)));
    expect(kinds.some((kind) => fitsWeightsOf(settings, kind))).toBe(true);
  });

  // counts of torchvision's and timm's documentation: all parameters that are trained, the head's among them
  it.each(HUB_NETWORKS.map((one) => [one.title, one] as const))(
    '%s is as large as it is said',
    (_, network) => {
      const parameters = parametersOf(architectureOf(configOfInput(network.architecture)));
      const trained = parameters.filter(({ kind }) => !kind.startsWith('moving'));
      const count = trained.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
      expect(Math.round(count / 1e6)).toBe(network.millions);
    },
  );

  it('are there for each part of a network that is made of others', () => {
    for (const { settings } of NETWORK_CHOICES.values()) {
      const config = configOfInput(settings);
      const made = partsOf(config);
      expect(made !== null).toBe(ARCHITECTURES[config.family].pretrained.kind === 'parts');
      for (const part of made?.parts ?? [])
        expect(knownFiles().map((kind) => kind.config(1).family)).toContain(part.config.family);
    }
  });
});
