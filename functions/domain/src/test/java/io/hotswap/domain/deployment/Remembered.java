package io.hotswap.domain.deployment;

import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.verdict.Evidence;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Everything that is stored, or was told to somebody, at one moment.
///
/// @param executions that were ever started
public record Remembered(
    Map<DeploymentId, Deployment> deployments,
    Map<String, DeploymentSlot> places,
    List<RoutingDocument> documents,
    Map<UUID, Approval> approvals,
    List<Message> outbox,
    List<AuditRecord> audits,
    Map<String, Evidence> evidence,
    Set<Engine.Run> executions) {
  static Remembered of(InMemoryControlPlane inMemoryControlPlane, Engine engine) {
    return new Remembered(
        Map.copyOf(inMemoryControlPlane.stored),
        Map.copyOf(inMemoryControlPlane.places),
        List.copyOf(inMemoryControlPlane.documents),
        Map.copyOf(inMemoryControlPlane.approvals),
        List.copyOf(inMemoryControlPlane.messages),
        List.copyOf(inMemoryControlPlane.audits),
        Map.copyOf(inMemoryControlPlane.observed.kept),
        engine.everStarted());
  }
}
