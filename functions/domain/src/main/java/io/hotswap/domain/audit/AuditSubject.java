package io.hotswap.domain.audit;

import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.text.BoundedText;
import java.util.Optional;
import java.util.UUID;

/// What a record is about: the item that the change is conditional on. Its records form a chain, so
/// a writer of the chain loses only races that it loses on the item anyway.
///
/// @param name unique; kind and key, such as `Deployment#<id>`
/// @param tenant whose settings it is
/// @param pluginId the plugin that it belongs to
/// @param deploymentId the deployment that it is or belongs to
public record AuditSubject(
    String name,
    Optional<String> tenant,
    Optional<PluginId> pluginId,
    Optional<DeploymentId> deploymentId) {
  // A table's key has at most 2,048 bytes; an issuer's subject may be longer.
  private static final int LONGEST = 1_000;

  public static AuditSubject plugin(PluginId id) {
    return new AuditSubject("Plugin#" + id, Optional.empty(), Optional.of(id), Optional.empty());
  }

  /// Whom the stack trusts to sign plugins.
  public static AuditSubject trust() {
    return new AuditSubject("Trust", Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// From where libraries may be downloaded.
  public static AuditSubject repositories() {
    return new AuditSubject(
        "LibraryRepositories", Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// The checks of a version.
  public static AuditSubject checks(PluginId id, SemanticVersion version) {
    return new AuditSubject(
        "Checks#%s#%s".formatted(id, version), Optional.empty(), Optional.of(id), Optional.empty());
  }

  /// Where a plugin's calls go in an environment.
  public static AuditSubject routing(Environment environment, PluginId id) {
    return new AuditSubject(
        "Routing#%s#%s".formatted(environment, id),
        Optional.empty(),
        Optional.of(id),
        Optional.empty());
  }

  /// Limits of every tenant's calls of a plugin in an environment.
  public static AuditSubject quotas(Environment environment, PluginId id) {
    return new AuditSubject(
        "Quotas#%s#%s".formatted(environment, id),
        Optional.empty(),
        Optional.of(id),
        Optional.empty());
  }

  public static AuditSubject deployment(DeploymentId id, PluginId of) {
    return new AuditSubject("Deployment#" + id, Optional.empty(), Optional.of(of), Optional.of(id));
  }

  public static AuditSubject approval(UUID id, DeploymentId of, PluginId plugin) {
    return new AuditSubject(
        "Approval#" + id, Optional.empty(), Optional.of(plugin), Optional.of(of));
  }

  /// What an actor was refused.
  public static AuditSubject refusals(String actor) {
    return new AuditSubject(
        "Refused#" + BoundedText.of(actor, LONGEST),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// What plugins did with a tenant's secrets.
  public static AuditSubject secrets(Environment environment, String tenant, PluginId id) {
    return new AuditSubject(
        "Secrets#%s#%s#%s".formatted(environment, tenant, id),
        Optional.of(tenant),
        Optional.of(id),
        Optional.empty());
  }

  /// A tenant itself, in all environments.
  public static AuditSubject tenant(String id) {
    return new AuditSubject("Tenant#" + id, Optional.of(id), Optional.empty(), Optional.empty());
  }

  /// Changes of many of a plugin's tenants.
  public static AuditSubject bulkChange(UUID id, PluginId of) {
    return new AuditSubject(
        "BulkChange#" + id, Optional.empty(), Optional.of(of), Optional.empty());
  }

  public static AuditSubject tenantPlugin(Environment environment, String tenant, PluginId id) {
    return new AuditSubject(
        "Tenant#%s#%s#%s".formatted(environment, tenant, id),
        Optional.of(tenant),
        Optional.of(id),
        Optional.empty());
  }
}
