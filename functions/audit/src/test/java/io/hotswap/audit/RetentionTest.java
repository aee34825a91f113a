package io.hotswap.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.roles.RoleEnforcement;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.ids.PluginId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Five records in two digests; 31 days later only the last of them is left, and one that is newer
/// than every digest.
class RetentionTest {
  private static final AuditSubject SHOP = AuditSubject.plugin(PluginId.of("shop"));
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private final DigestFixture fixture = new DigestFixture();

  @BeforeEach
  void removed() throws Exception {
    append(3);
    fixture.digest(NOW.minus(Duration.ofMinutes(59)));
    append(2);
    fixture.digest(NOW);
    append(1);
    var answer = fixture.retain(Duration.ofDays(31));
    assertEquals(5, answer.path("records").asInt());
    assertEquals(1, answer.path("archives").asInt());
    assertTrue(answer.path("isDone").asBoolean());
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void append(int times) {
    for (int i = 0; i < times; i++) {
      fixture.append(SHOP, "change");
    }
  }

  private void assertNamed(String... findings) throws Exception {
    var lines = fixture.verified(VerifyAudit.BROKEN).lines().toList();
    assertEquals(List.of(findings), lines.subList(0, lines.size() - 1));
  }

  @Test
  void its_own_role_suffices() {
    var asked = RoleEnforcement.asked();
    assertTrue(
        asked.containsAll(
            Set.of(
                "AuditRetentionRole dynamodb:DeleteItem",
                "AuditRetentionRole s3:PutObject",
                "AuditRetentionRole kms:Sign")),
        asked.toString());
  }

  @Test
  void archive_and_table_are_one_chain_that_goes_on() throws Exception {
    assertEquals(List.of(6L), fixture.sequences(SHOP));
    assertEquals(
        "Intact: 6 records of 1 subjects, 3 digests; 1 records are newer than every digest\n",
        fixture.verified(VerifyAudit.INTACT));
    append(1);
    fixture.digest(NOW.plus(Duration.ofHours(1)));
    assertTrue(fixture.verified(VerifyAudit.INTACT).startsWith("Intact: 7 records"));
    assertEquals(0, fixture.retain(Duration.ofDays(29)).path("records").asInt());
    assertEquals(1, fixture.retain(Duration.ofDays(31)).path("records").asInt());
    assertEquals(List.of(7L), fixture.sequences(SHOP));
    assertTrue(fixture.verified(VerifyAudit.INTACT).startsWith("Intact: 7 records"));
  }

  @Test
  void records_that_are_dropped_afterwards_are_named() throws Exception {
    append(1);
    fixture.digest(NOW.plus(Duration.ofHours(1)));
    fixture.drop(SHOP, 6);
    assertNamed("Records 6 to 6 of " + SHOP.name() + " are missing");
  }

  @Test
  void an_archive_that_is_missing_or_another_one_is_named() throws Exception {
    var archive = fixture.key("archive/");
    fixture.put(archive, "another");
    assertNamed(
        "Archive %s was altered: digest %s names another one"
            .formatted(archive, fixture.key("retention/")));
    fixture.hide(archive);
    assertNamed(
        "Archive %s is missing: digest %s names it".formatted(archive, fixture.key("retention/")));
  }

  @Test
  void a_retention_digest_that_was_deleted_or_replaced_is_verified_and_named() throws Exception {
    var key = fixture.key("retention/");
    fixture.hide(key);
    assertNamed("Digest " + key + " was deleted: a marker hides it");
  }

  @Test
  void what_was_exported_is_verified_with_and_without_archives(@TempDir Path folder)
      throws Exception {
    fixture.export(folder);
    var live = List.of("--records", folder + "/records.ndjson", "--key", folder + "/key.pem");
    var digests = List.of("--digests", folder + "/digests");
    var retention = List.of("--retention", folder + "/retention");
    var archive = List.of("--archive", folder + "/archive");
    assertTrue(said(VerifyAudit.BROKEN, live, digests).contains("Records 1 to 5"));
    assertTrue(said(VerifyAudit.INTACT, live, digests, retention).startsWith("Intact: 1 records"));
    assertTrue(
        said(VerifyAudit.INTACT, live, digests, retention, archive)
            .startsWith("Intact: 6 records of 1 subjects, 3 digests"));
    alter(folder.resolve("retention"));
    assertTrue(
        said(VerifyAudit.BROKEN, live, digests, retention, archive)
            .contains("was altered: its signature is not of its content"));
    said(VerifyAudit.NOT_VERIFIED, live, digests, archive);
  }

  @SafeVarargs
  private String said(int code, List<String> first, List<String>... more) throws Exception {
    var arguments = new ArrayList<>(first);
    for (var some : more) {
      arguments.addAll(some);
    }
    return fixture.said(code, arguments);
  }

  /// Every digest there says that the chain begins at another record.
  private static void alter(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        var parts = Files.readString(file).split("\\.", -1);
        var altered = DigestFixture.replaced(parts[1], "\"sequence\":6", "\"sequence\":5");
        Files.writeString(file, parts[0] + "." + altered + "." + parts[2]);
      }
    }
  }

  @Test
  void an_hourly_digest_is_no_retention_digest(@TempDir Path folder) throws Exception {
    fixture.export(folder);
    var hourly = folder.resolve("digests");
    var said =
        fixture.said(
            VerifyAudit.BROKEN,
            List.of(
                "--records",
                folder + "/records.ndjson",
                "--key",
                folder + "/key.pem",
                "--digests",
                hourly.toString(),
                "--retention",
                hourly.toString()));
    assertTrue(said.contains("was altered: it cannot be read"), said);
  }

  @Test
  void a_chain_that_is_not_what_was_digested_stays_and_the_run_fails() throws Exception {
    append(2);
    fixture.digest(NOW.plus(Duration.ofHours(1)));
    fixture.drop(SHOP, 7);
    assertThrows(IllegalStateException.class, () -> fixture.retain(Duration.ofDays(31)));
    assertEquals(List.of(6L, 8L), fixture.sequences(SHOP));
  }

  @Test
  void fewer_than_thirty_days_are_refused() {
    for (var days : List.of("0", "29", "x", "")) {
      assertThrows(
          IllegalStateException.class,
          () -> RetentionConfig.from(Map.of("HOTSWAP_AUDIT_RETENTION_DAYS", days)));
    }
    assertEquals(
        Duration.ofDays(30),
        RetentionConfig.from(Map.of("HOTSWAP_AUDIT_RETENTION_DAYS", "30")).kept());
  }
}
