package io.hotswap.runtime.counting;

/// What is counted of one version: all calls by time, and by tenant since this node began.
public record VersionCounts(Slices slices, TenantsCounts tenants) {
  VersionCounts() {
    this(new Slices(), new TenantsCounts());
  }
}
