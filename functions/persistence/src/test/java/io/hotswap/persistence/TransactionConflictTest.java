package io.hotswap.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.DeploymentOutcome;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.TenantLimit;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.engine.ConflictingEngine;
import io.hotswap.engine.ConflictingEngine.Conflict;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** On tables that cancel what overlaps in time on an item, as DynamoDB does. */
class TransactionConflictTest {
  private static final int WRITERS = 50;

  /** The engine does one thing at a time: more would only keep the steps waiting. */
  private static final int AT_ONCE = 8;

  private final Tables tables = new Tables(LocalEngine.shared().freshStage().environment());
  private final ConflictingEngine engine = new ConflictingEngine(LocalEngine.shared().endpoint());
  private final DynamoDbClient dynamo =
      DynamoDbClient.builder()
          .endpointOverride(engine.endpoint())
          .httpClient(Aws.http())
          .overrideConfiguration(Aws.retryingConflicts().build())
          .build();
  private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch start = new CountDownLatch(1);
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  @AfterEach
  void close() {
    writers.close();
    dynamo.close();
    engine.close();
  }

  @Test
  void transactions_and_writes_of_one_item_that_meet_are_tried_again_until_all_are_done()
      throws Exception {
    var key = Map.of("pk", Items.text("counter"), "sk", Items.text("counter"));
    List<Future<?>> written =
        IntStream.range(0, 12)
            .<Future<?>>mapToObj(it -> at(() -> it % 2 == 0 ? counted(key) : oneMore(key)))
            .toList();
    start.countDown();
    for (var each : written) {
      each.get();
    }
    var counted = dynamo.getItem(it -> it.tableName(tables.plugins()).key(key));
    assertEquals("12", counted.item().get("n").n());
    assertFalse(engine.conflicts().isEmpty());
  }

  private Object counted(Map<String, AttributeValue> key) {
    return dynamo.updateItem(
        it ->
            it.tableName(tables.plugins())
                .key(key)
                .updateExpression("ADD n :one")
                .expressionAttributeValues(Map.of(":one", Items.number(1))));
  }

  private Object oneMore(Map<String, AttributeValue> key) {
    var committed =
        new Transaction(dynamo)
            .update(
                "counter",
                Update.builder()
                    .tableName(tables.plugins())
                    .key(key)
                    .updateExpression("ADD n :one")
                    .expressionAttributeValues(Map.of(":one", Items.number(1)))
                    .build())
            .commit();
    assertEquals(new Transaction.Commit.Committed(), committed);
    return committed;
  }

  @Test
  void no_step_of_a_canary_is_cancelled_for_the_tenants_that_fifty_writers_change()
      throws Exception {
    var rollouts = new Rollouts(tables, dynamo);
    var life = new WholeLife(rollouts);
    var canary = new AtomicBoolean(true);
    var changes = changing(rollouts);
    var done =
        IntStream.range(0, WRITERS)
            .mapToObj(it -> at(() -> changed(changes, settings(rollouts, it), canary)))
            .toList();
    start.countDown();
    var id = carriedOut(life, rollouts, canary);
    for (int writer = 0; writer < WRITERS; writer++) {
      long written = done.get(writer).get();
      assertEquals(written, revision(rollouts, settings(rollouts, writer)));
    }
    assertEquals(Optional.of(DeploymentOutcome.Succeeded), life.get(id).outcome());
    assertTrue(
        engine.conflicts().stream().anyMatch(it -> isOfTenants(it.cancelled())),
        "the writers met one another");
    assertEquals(List.of(), engine.conflicts().stream().filter(it -> isOfBoth(it)).toList());
  }

  /** However it ends, the writers end with it. */
  private static DeploymentId carriedOut(WholeLife life, Rollouts rollouts, AtomicBoolean canary) {
    try {
      var id = life.admitted(LargestWishes.canary(rollouts.plugin, List.of(50, 100)));
      life.ends(id);
      return id;
    } finally {
      canary.set(false);
    }
  }

  private static ChangingTenantPlugins changing(Rollouts rollouts) {
    return new ChangingTenantPlugins(
        rollouts.stores.tenantPlugins(), rollouts, TenantLimit.NONE, rollouts.clock);
  }

  private static TenantPluginId settings(Rollouts rollouts, int writer) {
    return new TenantPluginId(Environment.Development, rollouts.plugin, "a" + writer);
  }

  /** How often they were changed, as long as the canary goes on, and at least once. */
  private long changed(ChangingTenantPlugins changes, TenantPluginId id, AtomicBoolean canary)
      throws InterruptedException {
    long written = 0;
    do {
      turns.acquire();
      written++;
      boolean enabled = written % 2 == 0;
      var command =
          new ChangingTenantPlugins.Command(
              id, Optional.empty(), false, "test", Optional.empty(), Rollouts.ORIGIN);
      assertTrue(
          changes.change(command, it -> Result.done(it.withEnabled(enabled)))
              instanceof Result.Done<ChangingTenantPlugins.Change>);
      turns.release();
    } while (canary.get());
    return written;
  }

  private static long revision(Rollouts rollouts, TenantPluginId id) {
    return rollouts.stores.tenantPlugins().find(id).map(TenantPlugin::revision).orElse(0L);
  }

  private boolean isOfBoth(Conflict conflict) {
    return isOfTenants(conflict.cancelled()) != isOfTenants(conflict.ongoing());
  }

  private boolean isOfTenants(List<String> items) {
    return items.stream().anyMatch(it -> it.startsWith(tables.tenants() + " "));
  }

  private <T> Future<T> at(Callable<T> work) {
    return writers.submit(
        () -> {
          start.await();
          return work.call();
        });
  }
}
