package io.hotswap.persistence.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentFilter;
import io.hotswap.domain.deployment.DeploymentStatus;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDraft;
import io.hotswap.domain.routing.RoutingPointer;
import io.hotswap.persistence.Rollouts;
import io.hotswap.persistence.dynamo.keys.RoutingKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class DynamoDeploymentsTest {
  private final Rollouts rollouts = new Rollouts();

  @Test
  void a_deployment_goes_through_and_leaves_pointer_counter_and_audit() {
    var id = rollouts.deploy("1.0.0");
    var deployment = rollouts.deployments.find(id).orElseThrow();
    assertEquals(DeploymentStatus.Completed, deployment.progress().status());
    assertEquals(2, rollouts.routing.changeCount(Environment.Development));
    var routingPointer = rollouts.routing.pointers(Environment.Development).getFirst();
    assertEquals(2, routingPointer.generation());
    assertTrue(
        routingPointer.document().startsWith("routing/Development/" + rollouts.plugin + "/"));
    assertEquals(inForce(), rollouts.routing.document(routingPointer));
    assertEquals(Set.of("1.0.0"), inForce().serving());
    assertEquals(5, audited(id));
    var slot = rollouts.deployments.slot(rollouts.plugin, Environment.Development);
    assertEquals(Optional.empty(), slot.holder());
    assertEquals(Optional.of(id), slot.lastChange());
  }

  @Test
  void the_pointer_says_whether_any_version_serves() {
    var id = rollouts.admit("1.0.0");
    rollouts.step(RolloutStep.BeginDeployment, id);
    rollouts.step(RolloutStep.StageVersion, id);
    assertFalse(deployed());
    rollouts.step(RolloutStep.SwitchTraffic, id);
    assertTrue(deployed());
    rollouts.step(RolloutStep.WithdrawVersion, id);
    assertFalse(deployed());
    assertEquals(StepOutcome.FailedClean, rollouts.step(RolloutStep.FailDeployment, id));
  }

  @Test
  void of_many_admissions_at_once_one_wins_and_the_others_are_told_who_did() throws Exception {
    var results = atOnce(8, () -> rollouts.post("1.0.0"));
    var winners = results.stream().filter(Result.Done.class::isInstance).toList();
    assertEquals(1, winners.size());
    var holder = rollouts.deployments.slot(rollouts.plugin, Environment.Development).holder();
    for (var result : results) {
      if (result instanceof Result.Refused<Deployment>(Refusal refusal)) {
        assertEquals(ErrorCode.DEPLOYMENT_IN_PROGRESS, refusal.code());
        assertTrue(refusal.detail().contains(holder.orElseThrow().toString()));
      }
    }
    assertEquals(
        1, rollouts.deployments.list(DeploymentFilter.ALL, PageRequest.first(10)).items().size());
  }

  @Test
  void a_step_run_eight_times_at_once_writes_one_generation() throws Exception {
    var id = rollouts.admit("1.0.0");
    rollouts.step(RolloutStep.BeginDeployment, id);
    var outcomes = atOnce(8, () -> rollouts.step(RolloutStep.StageVersion, id));
    assertEquals(Collections.nCopies(8, StepOutcome.Done), outcomes);
    assertEquals(1, inForce().generation());
    assertEquals(1, rollouts.routing.changeCount(Environment.Development));
    assertEquals(3, audited(id));
  }

  @Test
  void of_two_pointer_writes_at_once_one_wins() throws Exception {
    rollouts.deploy("1.0.0");
    var current = inForce();
    var commits =
        atOnce(
            4,
            () ->
                rollouts.routing.inForce(new Transaction(rollouts.dynamo), next(current)).commit());
    assertEquals(
        1, commits.stream().filter(Transaction.Commit.Committed.class::isInstance).count());
    assertEquals(3, inForce().generation());
    assertEquals(3, rollouts.routing.changeCount(Environment.Development));
  }

  @Test
  void asking_for_health_moves_the_counter_and_the_newest_ask_stands() {
    var first = Instant.parse("2026-11-24T10:00:00Z");
    var other = PluginId.of("other");
    rollouts.routing.request(Environment.Development, rollouts.plugin, first);
    rollouts.routing.request(Environment.Development, other, first);
    rollouts.routing.request(Environment.Development, rollouts.plugin, first.plusMillis(1_500));
    assertEquals(
        Map.of(rollouts.plugin, first.plusMillis(1_500), other, first),
        rollouts.routing.healthCheckRequests(Environment.Development));
    assertEquals(3, rollouts.routing.changeCount(Environment.Development));
    assertEquals(List.of(), rollouts.routing.pointers(Environment.Development));
    assertEquals(Map.of(), rollouts.routing.healthCheckRequests(Environment.QA));
  }

  @Test
  void a_version_that_was_deleted_is_not_admitted() {
    var refused = (Result.Refused<Deployment>) rollouts.post("9.0.0");
    assertEquals(ErrorCode.VERSION_NOT_FOUND, refused.refusal().code());
    assertEquals(0, rollouts.deployments.slot(rollouts.plugin, Environment.Development).fence());
  }

  @Test
  void the_newest_deployment_is_listed_first_page_by_page() {
    var first = rollouts.deploy("1.0.0");
    var second = rollouts.deploy("1.1.0");
    var third = rollouts.admit("1.0.0");
    var page = rollouts.deployments.list(DeploymentFilter.ALL, PageRequest.first(2));
    assertEquals(List.of(third, second), page.items().stream().map(Deployment::id).toList());
    var rest = rollouts.deployments.list(DeploymentFilter.ALL, new PageRequest(2, page.next()));
    assertEquals(List.of(first), rest.items().stream().map(Deployment::id).toList());
    assertEquals(Optional.empty(), rest.next());
  }

  @Test
  void nothing_is_there_at_first() {
    assertEquals(0, rollouts.routing.changeCount(Environment.QA));
    assertEquals(List.of(), rollouts.routing.pointers(Environment.QA));
    assertEquals(Optional.empty(), rollouts.routing.current(rollouts.plugin, Environment.QA));
    var lost = new RoutingPointer(rollouts.plugin, "p", 1, "routing/QA/none.json");
    assertThrows(NoSuchElementException.class, () -> rollouts.routing.document(lost));
  }

  private RoutingDocument inForce() {
    return rollouts.routing.current(rollouts.plugin, Environment.Development).orElseThrow();
  }

  private static RoutingDocument next(RoutingDocument it) {
    return new RoutingDraft(it)
        .withSupervision(was -> was.ejecting(Set.of(Thread.currentThread().toString())))
        .build(it.deploymentId(), it.writtenAt(), it.traceparent());
  }

  private boolean deployed() {
    var key = RoutingKeys.pointer(rollouts.plugin, Environment.Development).attributes();
    var item =
        rollouts.dynamo.getItem(it -> it.tableName(rollouts.tables.routing()).key(key)).item();
    return Optional.ofNullable(item.get("deployed")).orElseThrow().bool();
  }

  private int audited(DeploymentId id) {
    return rollouts
        .dynamo
        .query(
            it ->
                it.tableName(rollouts.tables.audit())
                    .keyConditionExpression("pk = :pk")
                    .expressionAttributeValues(Map.of(":pk", Items.text("Deployment#" + id))))
        .count();
  }

  static <T> List<T> atOnce(int times, Callable<T> work) throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures = executor.invokeAll(Collections.nCopies(times, work));
      var results = new ArrayList<T>();
      for (var future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }
}
