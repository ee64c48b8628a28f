import { describe, expect, it } from 'vitest';
import { architectureSchema, ARCHITECTURES } from './architectures';
import { HUB_NETWORKS } from './hub';
import { fitsWeightsOf, NETWORK_CHOICES, networkChoiceOf, READABLE_NETWORKS } from './lookups';

describe('the table of architectures', () => {
  it('has each family under its own id', () => {
    for (const [id, { schema }] of Object.entries(ARCHITECTURES)) expect(schema.shape.family.value).toBe(id);
  });

  it('offers networks, each of which maps back to the menu entry that it was chosen by', () => {
    for (const [choice, { settings }] of NETWORK_CHOICES)
      expect(networkChoiceOf(architectureSchema.parse(settings))).toBe(choice);
    const labels = [...NETWORK_CHOICES.values()].map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('gives a field that several families share the same name in all of them', () => {
    const titles = new Map<string, string>();
    for (const { fields } of Object.values(ARCHITECTURES))
      for (const [name, field] of Object.entries(fields)) {
        if (!('title' in field)) continue;
        expect(titles.get(name) ?? field.title).toBe(field.title);
        titles.set(name, field.title);
      }
  });

  it('lists the hub’s networks from small to large', () => {
    const sizes = HUB_NETWORKS.map(({ millions }) => millions);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
  });

  it('names each kind of readable network once', () => {
    expect(READABLE_NETWORKS).toMatch(/^ResNet, VGG16(, \w+)* or \w+$/);
    const names = READABLE_NETWORKS.split(/, | or /);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('fitsWeightsOf', () => {
  const parse = (input: object) => architectureSchema.parse(input);
  const resnet18 = parse({ family: 'resnet', size: 'resnet18' });

  it('compares only the settings that weights depend on', () => {
    expect(fitsWeightsOf(parse({ ...resnet18, tweakD: true, activation: 'mish' }), resnet18)).toBe(true);
    expect(fitsWeightsOf(parse({ family: 'resnet', size: 'resnet34' }), resnet18)).toBe(false);
    expect(fitsWeightsOf(parse({ family: 'vgg' }), resnet18)).toBe(false);
    const torch = parse({ family: 'mobilenet-v2', source: 'torch' });
    expect(fitsWeightsOf(parse({ family: 'mobilenet-v2', source: 'keras' }), torch)).toBe(false);
  });

  it('accepts weights of a part for a network made of several', () => {
    const both = parse({ family: 'deep-and-wide', deep: 'resnet18', wide: 'resnet34' });
    expect(fitsWeightsOf(both, resnet18)).toBe(true);
    expect(fitsWeightsOf(both, parse({ family: 'resnet', size: 'resnet50' }))).toBe(false);
  });
});
