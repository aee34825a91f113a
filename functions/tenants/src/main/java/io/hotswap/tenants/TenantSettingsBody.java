package io.hotswap.tenants;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.configuration.ConfiguringTenant.Sent;
import io.hotswap.domain.tenant.configuration.ReplacingSettings.Document;
import io.hotswap.domain.tenant.configuration.ReplacingSettings.PinnedVersion;
import io.hotswap.tenants.TenantChanges.Target;
import io.hotswap.tenants.wire.QuotaView;
import io.hotswap.tenants.wire.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All that is set for a tenant of a plugin, in one document.
///
/// @param tenantId as in the path, if at all
/// @param pluginId as in the path, if at all
/// @param version to pin the tenant to, for the reason
/// @param overlapSeconds how long a secret's value stays good when it is replaced
/// @param expiresAt the pin's end, a time whose form was checked
record TenantSettingsBody(
    Optional<String> tenantId,
    Optional<String> pluginId,
    boolean enabled,
    Optional<String> version,
    Optional<String> expiresAt,
    Optional<String> reason,
    Optional<ObjectNode> config,
    Optional<Integer> overlapSeconds,
    Optional<QuotaView> quotas) {
  Result<Document> toDomain(Target target) {
    var errors = errors(target);
    return errors.isEmpty()
        ? configuration().map(this::document)
        : Result.refused(
            new Refusal(ErrorCode.INVALID_SETTINGS, "The settings contradict themselves.", errors));
  }

  private Document document(Optional<Sent> configuration) {
    return new Document(
        enabled, version.map(this::pinned), quotas.map(QuotaView::toDomain), configuration);
  }

  private PinnedVersion pinned(String to) {
    return new PinnedVersion(to, reason.orElseThrow(), expiresAt.map(Times::parsed));
  }

  private Result<Optional<Sent>> configuration() {
    return config
        .map(it -> new ConfigurationBody(it, overlapSeconds).toDomain().map(Optional::of))
        .orElseGet(() -> Result.done(Optional.empty()));
  }

  private List<FieldError> errors(Target target) {
    List<FieldError> errors = new ArrayList<>();
    differs("tenantId", tenantId, target.tenantId(), errors);
    differs("pluginId", pluginId, target.pluginId(), errors);
    if (version.isPresent() && reason.isEmpty()) {
      errors.add(new FieldError("/reason", "why the tenant is pinned", "Send a reason."));
    }
    if (version.isEmpty() && expiresAt.isPresent()) {
      errors.add(
          new FieldError(
              "/expiresAt", "no end without a pin", "Send a version, or leave expiresAt out."));
    }
    return errors;
  }

  private static void differs(
      String name, Optional<String> said, String path, List<FieldError> errors) {
    said.filter(it -> !it.equals(path))
        .ifPresent(
            it ->
                errors.add(
                    new FieldError(
                        "/" + name,
                        "what the path names: " + path,
                        "Leave it out, or correct it.")));
  }

  /// Without the configuration, in which are secrets.
  @Override
  public String toString() {
    return "TenantSettingsBody[enabled=" + enabled + ", version=" + version + "]";
  }
}
