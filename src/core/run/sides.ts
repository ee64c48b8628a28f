/** Converts a head's results to the form that metrics take. */
import { sideOf, type AnySide } from '../metrics';
import type { HeadResults } from '../predictions/results';

/** @param rows selects rows of the results, in this order; all by default. */
export function sideOfResults(results: HeadResults, rows?: Int32Array): AnySide {
  const count = results.classNames.length;
  const { kind, actual } = results;
  const outputs = kind === 'value' ? results.predicted : results.probabilities;
  if (!rows) return sideOf(kind, actual, outputs, count);
  return sideOf(kind, taken(actual, rows), taken(outputs, rows), count);
}

/** The rows of a row-major array in the given order. */
function taken(values: ArrayLike<number>, rows: Int32Array): Float64Array {
  const width = rows.length === 0 ? 0 : values.length / rows.length;
  return Float64Array.from({ length: values.length }, (_, at) => {
    const row = Math.floor(at / width);
    return values[rows[row] * width + (at - row * width)];
  });
}
