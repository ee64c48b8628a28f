/** Helpers for code that writes WGSL. */

/** 0, 1, … `count - 1`. */
export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** WGSL: item `index` of a list of expressions. An array would be copied at each use. */
export function pick(index: string, expressions: readonly string[]): string {
  if (new Set(expressions).size === 1) return expressions[0];
  return expressions.reduce((before, one, i) => `select(${before}, ${one}, ${index} == ${i}u)`);
}

/** A number as a WGSL literal. */
export function wgslNumber(value: number): string {
  return `f32(${value})`;
}
