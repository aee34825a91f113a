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
  static Remembered of(World world, Engine engine) {
    return new Remembered(
        Map.copyOf(world.stored),
        Map.copyOf(world.places),
        List.copyOf(world.documents),
        Map.copyOf(world.approvals),
        List.copyOf(world.messages),
        List.copyOf(world.audits),
        Map.copyOf(world.observed.kept),
        engine.everStarted());
  }
}
