package io.hotswap.domain.ids;

/// Where a version runs. A node serves one environment.
public enum Environment {
  Development,
  QA,
  Staging,
  Production
}
