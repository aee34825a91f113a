package io.hotswap.runtime.secrets;

import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.spi.Secret;
import java.util.Optional;

/// A secret as a plugin gets it: a name, by which the value is looked up at each use.
record SecretHandle(TenantSecrets secrets, TenantPluginId settings, String field)
    implements Secret {
  @Override
  public String reveal() {
    return secrets.current(settings, field);
  }

  @Override
  public Optional<String> previous() {
    return secrets.previous(settings, field);
  }

  @Override
  public String toString() {
    return "Secret[" + field + "]";
  }
}
