package io.hotswap.domain.tenant.entitlement;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.tenant.TenantDefaults;

/// The stage's defaults where nodes read them, so that nodes and control plane cannot differ.
public interface StageDefaults {
  void put(Environment environment, TenantDefaults defaults);
}
