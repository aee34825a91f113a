package io.hotswap.audit;

import io.hotswap.domain.access.Disclosure;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditEntry;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// An audit record as openapi.yaml describes it.
///
/// @param actor absent where it is one of the platform's staff and the reader is not
record AuditRecordView(
    UUID id,
    String subject,
    long sequence,
    Digest digest,
    Optional<Digest> previous,
    Instant at,
    String action,
    Optional<ActorView> actor,
    Optional<String> tenantId,
    Optional<PluginId> pluginId,
    Optional<DeploymentId> deploymentId,
    String requestId,
    Map<String, String> before,
    Map<String, String> after) {
  private static final String REASON = "reason";

  record ActorView(String sub, List<Role> roles) {
    static ActorView of(Origin it) {
      return new ActorView(it.actor(), it.roles().stream().sorted().toList());
    }
  }

  static AuditRecordView of(AuditEntry it, Disclosure shown) {
    var record = it.record();
    var origin = record.origin();
    boolean known = shown.operations() || isByOwner(record);
    return new AuditRecordView(
        record.id(),
        record.subject().name(),
        it.sequence(),
        it.digest(),
        it.previous(),
        record.at(),
        record.action(),
        known ? Optional.of(ActorView.of(origin)) : Optional.empty(),
        record.subject().tenant(),
        record.subject().pluginId(),
        record.subject().deploymentId(),
        origin.requestId(),
        facts(record.before(), shown),
        facts(record.after(), shown));
  }

  /// An owner acts for the own tenant only.
  static boolean isByOwner(AuditRecord record) {
    return record.origin().roles().equals(Set.of(Role.TenantOwner));
  }

  /// Reasons may be the platform's own, so they are for its staff.
  private static Map<String, String> facts(Map<String, String> stored, Disclosure shown) {
    Map<String, String> facts = new TreeMap<>(stored);
    if (!shown.operations()) {
      facts.remove(REASON);
    }
    return facts;
  }
}
