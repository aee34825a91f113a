package io.hotswap.domain.tenant;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import java.util.Optional;

/// How many tenants may have settings of a plugin in an environment: nodes hold them in memory, and
/// judgements read them whole. Those who set something for the first time at the same moment may
/// together exceed it by their number.
///
/// @param parameter of the stack that sets it
public record TenantLimit(long most, String parameter) {
  /// For what creates no settings.
  public static final TenantLimit NONE = new TenantLimit(Long.MAX_VALUE, "");

  public TenantLimit {
    if (most < 1) {
      throw new IllegalArgumentException("A plugin has at least one tenant, not " + most);
    }
  }

  /// @param first settings of a tenant
  Optional<Refusal> refusalOf(TenantPlugin first, TenantPlugins stored) {
    var id = first.id();
    long count = stored.count(id.environment(), id.pluginId());
    return count < most
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                ErrorCode.TOO_MANY_TENANTS,
                "%d tenants have settings of the plugin in %s, and the limit is %d."
                    .formatted(count, id.environment(), most),
                "#path/tenantId",
                "a tenant that has settings of the plugin already",
                "Raise the stack's parameter " + parameter + "."));
  }
}
