package io.hotswap.domain.audit;

import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.Optional;

/// Selects records; what is empty selects all.
///
/// @param actor the `sub` of a person, or `system:<what>`
/// @param action an operation or step, such as `registerPlugin`
/// @param from inclusive
/// @param to exclusive
public record AuditQuery(
    Optional<String> actor,
    Optional<String> tenant,
    Optional<PluginId> pluginId,
    Optional<DeploymentId> deploymentId,
    Optional<String> action,
    Instant from,
    Instant to) {
  public boolean selects(AuditRecord it) {
    return isOrAny(actor, Optional.of(it.origin().actor()))
        && isOrAny(tenant, it.subject().tenant())
        && isOrAny(pluginId, it.subject().pluginId())
        && isOrAny(deploymentId, it.subject().deploymentId())
        && isOrAny(action, Optional.of(it.action()))
        && !it.at().isBefore(from)
        && it.at().isBefore(to);
  }

  private static <T> boolean isOrAny(Optional<T> wanted, Optional<T> found) {
    return wanted.isEmpty() || wanted.equals(found);
  }
}
