package io.hotswap.domain.tenant;

import io.hotswap.domain.ids.Environment;

/// Keeps changes of tenants' settings from being written late. A change reads which releases may
/// serve the tenant, is checked against them, and is written afterwards. Who announces a release,
/// then raises the fence and then reads the settings, has seen every change that was not checked
/// against that release.
public interface SettingsFence {
  /// From now on no change is written that began before: it is made again, from its first read.
  void raise(Environment environment);
}
