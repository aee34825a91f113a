package io.hotswap.domain.deployment;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

public final class DeploymentAudits {
  private DeploymentAudits() {}

  public static AuditRecord created(String action, Deployment after, Origin origin, Instant now) {
    return of(action, Map.of(), after, origin, now);
  }

  public static AuditRecord of(
      String action, Deployment before, Deployment after, Origin origin, Instant now) {
    return of(action, facts(before), after, origin, now);
  }

  private static AuditRecord of(
      String action, Map<String, String> before, Deployment after, Origin origin, Instant now) {
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.deployment(after.id(), after.pluginId()),
        now,
        action,
        origin,
        before,
        facts(after));
  }

  private static Map<String, String> facts(Deployment it) {
    var facts = new TreeMap<String, String>();
    facts.put("release", it.version().release());
    facts.put("status", it.progress().status().name());
    facts.put("phase", it.progress().phase().name());
    facts.put("generation", Long.toString(it.progress().generation()));
    facts.put("fence", Long.toString(it.fence()));
    it.outcome().ifPresent(deploymentOutcome -> facts.put("outcome", deploymentOutcome.name()));
    it.rolloutState().paused().ifPresent(pause -> facts.put("paused", pause.reason()));
    it.rolloutState().approval().ifPresent(id -> facts.put("approval", id.toString()));
    return facts;
  }
}
