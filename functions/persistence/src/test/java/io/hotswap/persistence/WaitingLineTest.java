package io.hotswap.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hotswap.domain.approval.decision.ApprovalRepair;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentSlot;
import io.hotswap.domain.deployment.Executions.State;
import io.hotswap.domain.deployment.operations.Reconciling;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.persistence.dynamo.keys.DeploymentKeys;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// One item knows all that wait for their approvers: were it full, nothing could begin or end.
class WaitingLineTest {
  private final Rollouts rollouts = new Rollouts();

  @Test
  void as_many_may_wait_as_there_is_room_for_and_nobody_else_is_held_up() {
    wait(DeploymentSlot.MAX_WAITING - 1);
    assertInstanceOf(Result.Done.class, rollouts.post("1.0.0", "QA"));
    var refused = (Result.Refused<Deployment>) rollouts.post("1.1.0", "QA");
    assertEquals(ErrorCode.TOO_MANY_DEPLOYMENTS, refused.refusal().code());
    assertEquals(DeploymentSlot.MAX_WAITING, rollouts.deployments.waiting().size());
    rollouts.deploy("1.0.0");
  }

  @Test
  void who_waits_already_is_counted_once() {
    var id = ((Result.Done<Deployment>) rollouts.post("1.0.0", "QA")).value().id();
    wait(DeploymentSlot.MAX_WAITING - 1);
    var waiting = rollouts.deployments.find(id).orElseThrow();
    assertEquals(DeploymentSlot.MAX_WAITING, rollouts.deployments.waiting().size());
    itsMachineDies();
    assertEquals(waiting.fence() + 1, rollouts.deployments.find(id).orElseThrow().fence());
  }

  private void itsMachineDies() {
    rollouts.engineSays = State.Over;
    rollouts.ahead = Duration.ofMinutes(2);
    var repair =
        new ApprovalRepair(
            rollouts.approvals, rollouts.deployments, (token, outcome) -> {}, rollouts.clock);
    new Reconciling(rollouts.deployments, rollouts.slots, repair, rollouts.clock)
        .reconcile(Rollouts.ORIGIN);
  }

  private void wait(int others) {
    var ids = Stream.generate(() -> UUID.randomUUID().toString()).limit(others).toList();
    var all = Stream.concat(ids.stream(), known().stream()).toList();
    var item = new HashMap<>(DeploymentKeys.OPEN.attributes());
    item.put("waiting", AttributeValue.fromSs(all));
    rollouts.dynamo.putItem(it -> it.tableName(rollouts.tables.deployments()).item(item));
  }

  private List<String> known() {
    return rollouts.deployments.waiting().stream().map(DeploymentId::toString).toList();
  }
}
