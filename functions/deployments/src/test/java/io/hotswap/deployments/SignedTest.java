package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.TrustedPublisher;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Under the role that the function has.
class SignedTest {
  @TempDir private Path folder;

  @Test
  void once_there_is_a_publisher_production_takes_no_unsigned_version() {
    try (var plane = new ControlPlane(folder.resolve("traces.jsonl"))) {
      assertEquals(200, plan(plane, "Production").status());
      var acme = new TrustedPublisher("acme", List.of("markdown"), false, List.of());
      var trust = new TrustDocument(1, List.of(acme), List.of(), List.of(), Map.of());
      assertEquals(true, plane.stores().trustDocuments().commit(trust, audit()));
      var refused = plan(plane, "Production");
      assertEquals(409, refused.status(), refused.toString());
      assertEquals("signature-required", refused.problem());
      assertEquals("/version", refused.body().at("/errors/0/pointer").asText());
      assertEquals(200, plan(plane, "Development").status());
    }
  }

  private static Reply plan(ControlPlane plane, String environment) {
    return plane
        .as(Role.Admin, "POST", "/deployments?dryRun=true")
        .json(
            Map.of(
                "pluginId",
                "markdown",
                "version",
                "1.0.0",
                "environment",
                environment,
                "strategy",
                "Direct"))
        .send();
  }

  private static AuditRecord audit() {
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.trust(),
        Instant.EPOCH,
        "setPublisher",
        Origin.system("test", "request", ""),
        Map.of(),
        Map.of());
  }
}
