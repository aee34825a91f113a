package io.hotswap.domain.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Environment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every implementation of the port has to do.
public abstract class TrustDocumentsContract {
  private static final Instant AT = Instant.parse("2026-11-30T12:00:00Z");

  protected abstract TrustDocuments documents();

  @Test
  void a_document_replaces_that_of_the_generation_before_and_no_other() {
    var documents = documents();
    assertEquals(TrustDocument.NOBODY, documents.current());
    var anchor = new TrustAnchor("f", "CN=Acme", "MIIB", AT, AT, Optional.of(AT));
    var first =
        TrustDocument.NOBODY.with(
            new TrustedPublisher("acme", List.of("shop", "acme-*"), true, List.of(anchor)));
    assertTrue(documents.commit(first, audit()));
    assertEquals(first, documents.current());
    assertFalse(documents.commit(first, audit()));
    var second = first.with(Map.of(Environment.QA, SignaturePolicy.Required), List.of(anchor));
    assertTrue(documents.commit(second, audit()));
    var third = second.with(new Revocation("f", Instant.EPOCH, "stolen", AT));
    assertFalse(documents.commit(third.with(new Revocation("g", AT, "x", AT)), audit()));
    assertTrue(documents.commit(third, audit()));
    assertEquals(third, documents.current());
  }

  private static AuditRecord audit() {
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.trust(),
        AT,
        "setPublisher",
        Origin.system("test", "request", ""),
        Map.of(),
        Map.of());
  }
}
