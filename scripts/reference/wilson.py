"""Expected values for src/core/metrics/wilson.test.ts. Run: python3 scripts/reference/wilson.py"""
from scipy.stats import binomtest

for right, samples in [(0, 10), (1, 10), (139, 160), (50, 100), (160, 160), (7421, 23456)]:
    ci = binomtest(right, samples).proportion_ci(method="wilson")
    print(f"[{right}, {samples}, {ci.low:.12f}, {ci.high:.12f}],")
