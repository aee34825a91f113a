package io.hotswap.audit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.TestIssuer;
import io.hotswap.api.fuzz.ForeignData;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditSubject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The records of another tenant, of a deployment and of a plugin, and the cursors into them.
class ForeignDataTest {
  private static final int TRIES = 300;

  private final AuditFixture fixture = new AuditFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void nothing_of_another_tenant_or_of_all_is_shown_to_an_owner() {
    for (int i = 0; i < 4; i++) {
      fixture.append(AuditFixture.UMBRELLA, "rita", "pinTenant");
      fixture.append(AuditFixture.ACME, "olga", "disableTenantPlugin", Role.TenantOwner);
      fixture.append(
          AuditSubject.deployment(AuditFixture.DEPLOYMENT, AuditFixture.SHOP),
          "dora",
          "createDeployment");
    }
    fixture.fuzz(this::others).all("AuditFunction", TRIES);
  }

  private ForeignData others(TestIssuer issuer) {
    Map<String, List<String>> values = new HashMap<>();
    values.put("tenant", List.of(AuditFixture.OWN, "umbrella"));
    values.put("plugin", List.of("shop"));
    values.put("deployment", List.of(AuditFixture.DEPLOYMENT.toString()));
    values.put("actor", List.of("sub-rita", "sub-dora", "sub-olga"));
    values.put("action", List.of("pinTenant", "createDeployment"));
    values.put("from", List.of(Instant.now().minusSeconds(600).toString()));
    values.put("to", List.of(Instant.now().plusSeconds(600).toString()));
    values.put("next", List.of(cursor("?limit=1"), cursor("?limit=1&tenant=umbrella")));
    values.put("limit", List.of("1", "100"));
    return new ForeignData(
        issuer.tokenOf(AuditFixture.OWN, "olga", Role.TenantOwner),
        issuer.token("ada", Role.Admin),
        values,
        List.of(),
        List.of(),
        List.of(),
        List.of("umbrella", "sub-rita", "Name of rita", "because of rita", "sub-dora", "Name of"));
  }

  private String cursor(String list) {
    var reply = fixture.as(Role.Admin, list).send();
    assertTrue(reply.body().has("next"), reply.toString());
    return reply.body().path("next").asText();
  }
}
