package io.hotswap.persistence.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import io.hotswap.domain.tenant.erasure.RunningErasures;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.aws.Aws;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The process that erases is killed after each time one more of its writes.
class KilledErasureTest extends TenantDataFixture {
  private static final Set<String> WRITES =
      Set.of("putItem", "updateItem", "deleteItem", "transactWriteItems");

  @Test
  void killed_again_and_again_it_ends_the_same() {
    var all = naming(STAYS);
    var id = begun(new ErasedTenant(ERASED));
    now = now.plus(Duration.ofMinutes(10));
    int kills = 0;
    while (isKilled(kills + 1)) {
      kills++;
      assertTrue(kills < 50, "it does not end");
    }
    assertTrue(stores.erasures().find(id).orElseThrow().hasEnded());
    assertTrue(kills > 4, kills + " kills");
    assertEquals(List.of(), naming(ERASED));
    assertEquals(all, naming(STAYS));
    assertEquals(List.of("erasures"), objectsNaming(ERASED));
    var audited = stores.auditEntries().of(AuditSubject.tenant(ERASED), PageRequest.first(10));
    var certificates =
        audited.items().stream().filter(it -> it.record().action().equals("completeErasure"));
    assertEquals(1, certificates.count());
  }

  private boolean isKilled(int writes) {
    var dying = new Stores(dyingAfter(writes), Aws.s3(), tables, Clock.systemUTC());
    try {
      new RunningErasures(dying.erasures(), ledger, dying.erasableData().all(), () -> now)
          .run(Instant.MAX);
      return false;
    } catch (PartialFailure e) {
      assertEquals("killed", e.getCause().getMessage());
      return true;
    }
  }

  /// A process that does not learn any more whether its last write was done.
  private DynamoDbClient dyingAfter(int writes) {
    var left = new AtomicInteger(writes);
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> {
              if (left.get() == 0) {
                throw new IllegalStateException("killed");
              }
              var answer = answered(method, arguments);
              if (WRITES.contains(method.getName()) && left.decrementAndGet() == 0) {
                throw new IllegalStateException("killed");
              }
              return answer;
            });
  }

  private Object answered(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(dynamo, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}
