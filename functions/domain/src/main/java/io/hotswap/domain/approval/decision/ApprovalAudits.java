package io.hotswap.domain.approval.decision;

import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// Audit records of approvals. They never contain the task token.
final class ApprovalAudits {
  private ApprovalAudits() {}

  static AuditRecord of(
      String action, Approval before, Approval after, Origin origin, Instant now) {
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.approval(after.id(), after.deploymentId(), PluginId.of(after.pluginName())),
        now,
        action,
        origin,
        facts(before),
        facts(after));
  }

  private static Map<String, String> facts(Approval it) {
    return Map.of(
        "status",
        it.status().name(),
        "deployment",
        it.deploymentId().toString(),
        "planHash",
        it.planHash(),
        "decisions",
        it.decisions().stream().map(ApprovalAudits::summary).collect(Collectors.joining("; ")));
  }

  private static String summary(Approval.Decision it) {
    return "%s %s as %s%s"
        .formatted(
            it.subject(),
            it.approved() ? "approved" : "rejected",
            it.as(),
            it.lapsed().map(why -> ", lapsed: " + why).orElse(""));
  }
}
