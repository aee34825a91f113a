package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.roles.RoleEnforcement;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.trust.SignaturePolicy;
import io.hotswap.domain.trust.TrustDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What the schedule does when the trust has changed, with no more than its role allows.
class DistrustedTest extends Reconciled {
  @Test
  void what_serves_and_would_not_be_admitted_any_more_is_told_once() {
    var id = plane.deploy("1.0.0").body().at("/id").asText();
    plane.complete(id, 1);
    reconcile();
    assertEquals(List.of(), told());
    var required =
        new TrustDocument(
            1,
            List.of(),
            List.of(),
            List.of(),
            Map.of(Environment.Development, SignaturePolicy.Required));
    assertTrue(plane.stores().trustDocuments().commit(required, audit()));
    reconcile();
    reconcile();
    var message = told().getFirst();
    assertEquals("What serves and would not be admitted any more: 1", message.subject());
    assertTrue(
        message
            .text()
            .startsWith(
                "markdown 1.0.0 in Development: markdown 1.0.0 is unsigned, and Development takes"
                    + " signed versions only. It goes on serving."),
        message.text());
    assertEquals(1, told().size());
    assertEquals(Set.of("1.0.0"), plane.routed().serving());
    assertTrue(RoleEnforcement.asked().contains("ReconcileRole s3:GetObject"));
  }

  private List<Message> told() {
    return plane.stores().outbox().due(Instant.now().plusSeconds(60), 50).stream()
        .map(it -> it.message())
        .filter(it -> it.kind() == Message.Kind.TrustLost)
        .toList();
  }

  private static AuditRecord audit() {
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.trust(),
        Instant.EPOCH,
        "setTrust",
        Origin.system("test", "request", ""),
        Map.of(),
        Map.of());
  }
}
