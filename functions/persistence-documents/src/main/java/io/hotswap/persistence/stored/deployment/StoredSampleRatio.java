package io.hotswap.persistence.stored.deployment;

import io.hotswap.domain.verdict.statistics.SampleRatio;

record StoredSampleRatio(
    double expectedShare, double observedShare, double chiSquare, double pValue, boolean broken) {
  static StoredSampleRatio of(SampleRatio it) {
    return new StoredSampleRatio(
        it.expectedShare(), it.observedShare(), it.chiSquare(), it.pValue(), it.broken());
  }

  SampleRatio toDomain() {
    return new SampleRatio(expectedShare, observedShare, chiSquare, pValue, broken);
  }
}
