/** What timm calls the parts of an inverted residual block, the same in MobileNetV2 and V3. */

type Modules = ReadonlyMap<string, readonly [convolution: string, norm: string]>;

const PARTS: Modules = new Map([
  ['expand', ['conv_pw', 'bn1']],
  ['depthwise', ['conv_dw', 'bn2']],
  ['project', ['conv_pwl', 'bn3']],
]);

/** A block that does not expand counts its parts otherwise. */
const PARTS_WITHOUT_EXPANSION: Modules = new Map([
  ['depthwise', ['conv_dw', 'bn1']],
  ['project', ['conv_pw', 'bn2']],
]);

/**
 * @param part `expand`, `depthwise`, `project`.
 * @throws Error for a part that such a block does not have.
 */
export function timmModuleOf(
  part: string,
  { expands, isNorm }: { expands: boolean; isNorm: boolean },
): string {
  const found = (expands ? PARTS : PARTS_WITHOUT_EXPANSION).get(part);
  if (!found) throw new Error(`timm has no name for the part "${part}" of a block.`);
  return found[isNorm ? 1 : 0];
}
