package io.hotswap.domain.tenant;

import io.hotswap.domain.tenant.secret.SealedSecret;
import io.hotswap.domain.tenant.secret.SecretId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A configuration with what changes of the secrets that it names.
///
/// @param sealed values that are new
/// @param retired values that no configuration names any more, and when they may be deleted
public record NewConfiguration(
    TenantConfiguration configuration, List<SealedSecret> sealed, Map<SecretId, Instant> retired) {
  public NewConfiguration {
    sealed = List.copyOf(sealed);
    retired = Map.copyOf(retired);
  }

  /// Without secrets.
  public static NewConfiguration of(TenantConfiguration configuration) {
    return new NewConfiguration(configuration, List.of(), Map.of());
  }
}
