package io.hotswap.persistence.dynamo.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.trust.IsolationLevel;
import io.hotswap.domain.trust.IsolationPolicy;
import io.hotswap.domain.trust.SignaturePolicy;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.TrustDocuments;
import io.hotswap.domain.trust.TrustDocumentsContract;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.disk.TrustJson;
import io.hotswap.persistence.dynamo.DynamoRouting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

class DynamoTrustDocumentsTest extends TrustDocumentsContract {
  private final Tables tables = new Tables(LocalEngine.shared().freshStage().environment());
  private final DynamoTrustDocuments documents =
      new DynamoTrustDocuments(Aws.dynamo(), Aws.s3(), tables);

  @Override
  protected TrustDocuments documents() {
    return documents;
  }

  @Test
  void nodes_of_all_environments_are_told_of_a_change_by_the_counter_that_they_poll() {
    assertTrue(documents.commit(requiredIn(Environment.QA), audit()));
    var routing = new DynamoRouting(Aws.dynamo(), Aws.s3(), tables);
    for (var environment : Environment.values()) {
      assertEquals(1, routing.changeCount(environment), environment.name());
    }
  }

  @Test
  void a_node_reads_the_document_unless_it_has_it() {
    assertEquals(Optional.of(TrustDocument.NOBODY), documents.otherThan(-1));
    assertEquals(Optional.empty(), documents.otherThan(0));
    var document = requiredIn(Environment.QA);
    assertTrue(documents.commit(document, audit()));
    assertEquals(Optional.of(document), documents.otherThan(0));
    assertEquals(Optional.empty(), documents.otherThan(1));
  }

  @Test
  void a_document_that_was_replaced_in_the_bucket_counts_for_nobody() {
    var json = TrustJson.of(requiredIn(Environment.QA));
    assertTrue(documents.commit(requiredIn(Environment.QA), audit()));
    var other = TrustJson.of(requiredIn(Environment.Development));
    Aws.s3()
        .putObject(
            it -> it.bucket(tables.bucket()).key(TrustJson.key(json)),
            RequestBody.fromString(other));
    var failure = assertThrows(IllegalStateException.class, documents::current);
    assertTrue(failure.getMessage().contains("is not what was stored"), failure.getMessage());
    assertThrows(IllegalStateException.class, () -> documents.otherThan(0));
  }

  @Test
  void decisions_about_isolation_are_kept() {
    var acme = new IsolationPolicy(Set.of("acme"), IsolationLevel.Locked);
    var decided =
        new TrustDocument(
            1,
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            Map.of(Environment.Production, acme));
    assertTrue(documents.commit(decided, audit()));
    assertEquals(decided, documents.current());
  }

  @Test
  void a_binary_that_nobody_signed_has_no_signature() {
    assertEquals(Optional.empty(), documents.signature(Digest.over("unsigned")));
  }

  @Test
  void the_newest_review_is_remembered_whoever_ends_last() {
    assertEquals(0, documents.reviewed());
    documents.reviewedUpTo(3);
    documents.reviewedUpTo(2);
    assertEquals(3, documents.reviewed());
  }

  private static TrustDocument requiredIn(Environment environment) {
    return new TrustDocument(
        1, List.of(), List.of(), List.of(), Map.of(environment, SignaturePolicy.Required));
  }

  private static AuditRecord audit() {
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.trust(),
        Instant.parse("2026-11-30T12:00:00Z"),
        "setTrust",
        Origin.system("test", "request", ""),
        Map.of(),
        Map.of());
  }
}
