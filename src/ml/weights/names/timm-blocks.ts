/** What timm calls the parts of an inverted residual block, the same in MobileNetV2 and V3. */

export const TIMM_PARTS: Record<string, readonly [convolution: string, norm: string]> = {
  expand: ['conv_pw', 'bn1'],
  depthwise: ['conv_dw', 'bn2'],
  project: ['conv_pwl', 'bn3'],
};

/** The first block does not expand, and counts its parts otherwise. */
export const TIMM_FIRST_PARTS: Record<string, readonly [convolution: string, norm: string]> = {
  depthwise: ['conv_dw', 'bn1'],
  project: ['conv_pw', 'bn2'],
};
