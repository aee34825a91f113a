package io.hotswap.domain.tenant.bulk;

import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.TenantPlugin;

/// Whether a tenant's settings may become what a line wants.
@FunctionalInterface
public interface SettingsCheck {
  Result<TenantPlugin> checked(TenantPlugin before, TenantPlugin wanted);
}
