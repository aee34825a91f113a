package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.trust.SignaturePolicy;
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
  void production_takes_unsigned_versions_only_where_the_policy_says_so() {
    try (var plane = new ControlPlane(folder.resolve("traces.jsonl"))) {
      assertRefused(plane, "have an Admin add one");
      trust(plane, 1, Map.of());
      assertRefused(plane, "Sign it with a certificate of acme");
      assertEquals(200, plan(plane, "Development").status());
      trust(plane, 2, Map.of(Environment.Production, SignaturePolicy.Optional));
      assertEquals(200, plan(plane, "Production").status());
    }
  }

  private static void assertRefused(ControlPlane plane, String fix) {
    var refused = plan(plane, "Production");
    assertEquals(409, refused.status(), refused.toString());
    assertEquals("signature-required", refused.problem());
    assertEquals("/version", refused.body().at("/errors/0/pointer").asText());
    assertTrue(refused.body().at("/errors/0/fix").asText().contains(fix), refused.toString());
  }

  private static void trust(
      ControlPlane plane, long generation, Map<Environment, SignaturePolicy> policies) {
    var acme = new TrustedPublisher("acme", List.of("markdown"), false, List.of());
    var trust = new TrustDocument(generation, List.of(acme), List.of(), List.of(), policies);
    assertEquals(true, plane.stores().trustDocuments().commit(trust, audit()));
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
