package io.hotswap.persistence.stored.audit;

import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditEntry;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.serialization.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// One change of state in its subject's chain. It is stored as a text, and the next record holds
/// the digest of that text: it can be checked without knowing what its fields mean.
public record StoredAuditRecord(
    String subject,
    long sequence,
    Optional<Digest> previous,
    UUID id,
    Instant at,
    String action,
    Optional<String> tenant,
    Optional<PluginId> pluginId,
    Optional<DeploymentId> deploymentId,
    By origin,
    Map<String, String> before,
    Map<String, String> after) {
  public static StoredAuditRecord of(AuditRecord it, long sequence, Optional<Digest> previous) {
    return new StoredAuditRecord(
        it.subject().name(),
        sequence,
        previous,
        it.id(),
        it.at(),
        it.action(),
        it.subject().tenant(),
        it.subject().pluginId(),
        it.subject().deploymentId(),
        By.of(it.origin()),
        it.before(),
        it.after());
  }

  public static AuditEntry read(String text) {
    return Json.read(text, StoredAuditRecord.class).toDomain(text);
  }

  private AuditEntry toDomain(String text) {
    var about = new AuditSubject(subject, tenant, pluginId, deploymentId);
    return new AuditEntry(
        new AuditRecord(id, about, at, action, origin.toDomain(), before, after),
        sequence,
        previous,
        text);
  }

  /// Without the actor's name: it is looked up in the user pool, where it can be erased.
  record By(String actor, List<Role> roles, String requestId, String traceparent) {
    static By of(Origin it) {
      return new By(
          it.actor(), it.roles().stream().sorted().toList(), it.requestId(), it.traceparent());
    }

    Origin toDomain() {
      return new Origin(actor, "", Set.copyOf(roles), requestId, traceparent);
    }
  }
}
