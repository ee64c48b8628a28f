// Expected values: scripts/reference/metrics.py (scikit-learn 1.2.1, SciPy), kept in reference.json.
import { describe, expect, it } from 'vitest';
import * as metrics from './index';
import reference from './reference.json';

const expectClose = (value: number | null, expected: number | null) => {
  if (expected === null) expect(value).toBeNull();
  else expect(value).toBeCloseTo(expected, 9);
};

describe.each(reference.singleLabel.map((one, index) => [index, one] as const))(
  'single label %i',
  (_, one) => {
    const { actual, probabilities, classes } = one;
    const predicted = metrics.argmaxRows(probabilities, classes);
    const confusion = metrics.confusionMatrix(actual, predicted, classes);

    it('counts the confusion matrix', () => expect([...confusion]).toEqual(one.confusion));
    it('agrees on accuracy, balanced accuracy and adjacent accuracy', () => {
      expectClose(metrics.accuracy(actual, predicted), one.accuracy);
      expectClose(metrics.balancedAccuracy(actual, predicted, classes), one.balancedAccuracy);
      expectClose(metrics.adjacentAccuracy(actual, predicted), one.adjacentAccuracy);
    });
    it('agrees on top-k', () => {
      for (const [k, expected] of Object.entries(one.top))
        expectClose(metrics.topKAccuracy(actual, probabilities, classes, Number(k)), expected);
      expect(metrics.topKAccuracy(actual, probabilities, classes, classes)).toBe(1);
    });
    it('agrees on precision, recall, F1 and support', () => {
      const figures = metrics.perClass(confusion, classes);
      figures.forEach((figure, k) => {
        expectClose(figure.precision, one.precision[k]);
        expectClose(figure.recall, one.recall[k]);
        expectClose(figure.f1, one.f1[k]);
        expect(figure.support).toBe(one.support[k]);
      });
      const { macro, weighted } = metrics.averageFigures(figures);
      expectClose(macro.f1, one.macroF1);
      expectClose(macro.precision, one.macroPrecision);
      expectClose(weighted.f1, one.weightedF1);
      expectClose(weighted.recall, one.weightedRecall);
    });
    it('agrees on log loss and calibration error', () => {
      expectClose(metrics.logLoss(actual, probabilities, classes), one.logLoss);
      expectClose(
        metrics.expectedCalibrationError(actual, probabilities, classes),
        one.expectedCalibrationError,
      );
    });
    it('agrees on κ', () => {
      expectClose(metrics.cohenKappa(confusion, classes), one.kappa);
      expectClose(metrics.cohenKappa(confusion, classes, 'quadratic'), one.quadraticKappa);
    });
  },
);

describe.each(reference.multiLabel.map((one, index) => [index, one] as const))('multi-label %i', (_, one) => {
  const { actual, probabilities, classes } = one;
  const predicted = metrics.thresholded(probabilities);

  it('agrees on whole-set figures', () => {
    expectClose(metrics.binaryAccuracy(actual, predicted), one.binaryAccuracy);
    expectClose(metrics.hammingLoss(actual, predicted), one.hammingLoss);
    expectClose(metrics.allMatch(actual, predicted, classes), one.allMatch);
    expectClose(metrics.atLeastOneMatch(actual, predicted, classes), one.atLeastOne);
    expectClose(metrics.binaryCrossEntropy(actual, probabilities), one.logLoss);
  });
  it('agrees on F1 in its four averages and per label', () => {
    const averages = metrics.f1Averages(actual, predicted, classes);
    expectClose(averages.micro, one.microF1);
    expectClose(averages.macro, one.macroF1);
    expectClose(averages.weighted, one.weightedF1);
    expectClose(averages.samples, one.samplesF1);
    metrics.perLabel(actual, predicted, classes).forEach((figure, k) => {
      expectClose(figure.precision, one.precision[k]);
      expectClose(figure.recall, one.recall[k]);
      expectClose(figure.f1, one.f1[k]);
      expect(figure.support).toBe(one.support[k]);
    });
  });
  it('agrees on average precision and AUC, ties included', () => {
    const ap = metrics.overLabels(metrics.averagePrecision, actual, probabilities, classes);
    const auc = metrics.overLabels(metrics.rocAuc, actual, probabilities, classes);
    ap.each.forEach((value, k) => expectClose(value, one.averagePrecision[k]));
    auc.each.forEach((value, k) => expectClose(value, one.auc[k]));
    expectClose(ap.mean, one.meanAveragePrecision);
    expectClose(auc.mean, one.meanAuc);
  });
});

describe('regression', () => {
  it.each(reference.regression)('agrees on errors and correlations', (one) => {
    expectClose(metrics.meanAbsoluteError(one.actual, one.predicted), one.meanAbsoluteError);
    expectClose(metrics.rootMeanSquaredError(one.actual, one.predicted), one.rootMeanSquaredError);
    expectClose(metrics.r2(one.actual, one.predicted), one.r2);
    expectClose(metrics.spearman(one.actual, one.predicted), one.spearman);
    expectClose(metrics.pearson(one.actual, one.predicted), one.pearson);
  });
});

describe('McNemar', () => {
  it.each(reference.mcnemar)('$onlyFirst against $onlySecond', (one) => {
    expectClose(metrics.mcNemarP(one.onlyFirst, one.onlySecond), one.exact);
  });
  it('counts disagreements', () => {
    const result = metrics.mcNemar([0, 0, 1, 1], [0, 1, 1, 0], [0, 0, 0, 0]);
    expect([result.onlyFirst, result.onlySecond]).toEqual([1, 1]);
  });
});

describe('majority baseline', () => {
  it('takes the class from the training side and is measured on the other', () => {
    const baseline = metrics.majorityBaseline([2, 2, 2, 0, 0, 1], [2, 0, 0, 1], 3);
    expect(baseline.classIndex).toBe(2);
    expect(baseline.accuracy).toBe(0.25);
    expect(baseline.topK(2)).toBe(0.75);
    expect(baseline.topK(3)).toBe(1);
  });
});

describe('bootstrap', () => {
  it('covers the mean of a Bernoulli sample about as widely as the normal interval', () => {
    const sample = Array.from({ length: 400 }, (_, i) => Number(i % 4 === 0));
    const mean = (indices: Int32Array) => indices.reduce((sum, i) => sum + sample[i], 0) / indices.length;
    const { low, high } = metrics.bootstrapInterval(400, mean, { resamples: 2000 });
    // 0.25 ± 1.96 √(0.25 · 0.75 / 400) = 0.2076 … 0.2924
    expect(low).toBeGreaterThan(0.2);
    expect(low).toBeLessThan(0.216);
    expect(high).toBeGreaterThan(0.284);
    expect(high).toBeLessThan(0.3);
  });
  it('interpolates quantiles as numpy does', () => {
    expect(metrics.quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(metrics.quantile([], 0.5)).toBeNaN();
  });
});
