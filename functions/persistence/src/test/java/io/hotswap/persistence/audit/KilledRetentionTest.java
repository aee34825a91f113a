package io.hotswap.persistence.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.retention.RemovingOldAudit;
import io.hotswap.domain.audit.retention.RemovingOldAudit.Removal;
import io.hotswap.domain.ids.PluginId;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Seven records of two chains in two digests, removed by a process that is killed after each time
/// one more of its writes.
class KilledRetentionTest {
  private static final Set<String> WRITES = Set.of("putObject", "transactWriteItems");
  private static final AuditSubject SHOP = AuditSubject.plugin(PluginId.of("shop"));
  private static final AuditSubject BANK = AuditSubject.plugin(PluginId.of("bank"));
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = START.plus(Duration.ofDays(40));

  private final StoredTrail trail = new StoredTrail();

  @BeforeEach
  void sevenRecords() {
    List.of(SHOP, BANK, SHOP, BANK).forEach(it -> trail.append(it, START));
    trail.digest(START.plusSeconds(3_600));
    List.of(SHOP, SHOP, BANK).forEach(it -> trail.append(it, START.plusSeconds(4_000)));
    trail.digest(START.plusSeconds(7_200));
  }

  @AfterEach
  void close() {
    trail.close();
  }

  @Test
  void killed_again_and_again_it_ends_the_same() throws IOException {
    int kills = 0;
    while (isKilled(kills + 1)) {
      kills++;
      assertTrue(kills < 30, "it does not end");
      assertIntact();
    }
    assertTrue(kills > 3, kills + " kills");
    assertEquals(2, trail.count());
    assertIntact();
    var archived =
        trail.retention(trail.s3()).all().stream()
            .mapToLong(it -> it.digest().archive().records())
            .sum();
    assertEquals(5, archived);
    assertEquals(new Removal(0, 0, List.of(), true), removal(trail.s3(), trail.dynamo()));
  }

  private void assertIntact() throws IOException {
    var report = trail.verified();
    assertEquals(List.of(), report.findings());
  }

  private boolean isKilled(int writes) {
    var left = new AtomicInteger(writes);
    var s3 = dying(S3Client.class, trail.s3(), left);
    var dynamo = dying(DynamoDbClient.class, trail.dynamo(), left);
    try {
      removal(s3, dynamo);
      return false;
    } catch (IllegalStateException e) {
      assertEquals("killed", e.getMessage());
      return true;
    }
  }

  private Removal removal(S3Client s3, DynamoDbClient dynamo) {
    return new RemovingOldAudit(
            trail.digests(),
            trail.retention(s3),
            trail.archive(s3),
            trail.records(dynamo, 1),
            () -> NOW,
            2)
        .removeOlder(NOW.minus(Duration.ofDays(30)), Instant.MAX);
  }

  @Test
  void nothing_is_removed_beyond_a_digest_that_was_altered() {
    var key = trail.overwriteFirstDigest("forged");
    var fault =
        assertThrows(IllegalStateException.class, () -> removal(trail.s3(), trail.dynamo()));
    assertEquals("Digest " + key + " was altered: nothing is removed", fault.getMessage());
    assertEquals(7, trail.count());
  }

  /// A client that does not learn any more whether its last write was done.
  private static <T> T dying(Class<T> type, T client, AtomicInteger left) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              if (left.get() == 0) {
                throw new IllegalStateException("killed");
              }
              try {
                var answer = method.invoke(client, arguments);
                if (WRITES.contains(method.getName()) && left.decrementAndGet() == 0) {
                  throw new IllegalStateException("killed");
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            }));
  }
}
