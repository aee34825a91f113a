package io.hotswap.persistence.dynamo;

import static io.hotswap.persistence.dynamo.DynamoDeploymentsTest.atOnce;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.access.Accounts;
import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.ApprovalStatus;
import io.hotswap.domain.approval.decision.Deciding;
import io.hotswap.domain.approval.decision.RegisteringTaskToken;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.operations.RequestingApproval;
import io.hotswap.domain.deployment.plan.ApprovalTermsCalculator;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.refusal.Result;
import io.hotswap.persistence.Rollouts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class DynamoApprovalsTest {
  private static final Caller LEAD = approver("lena", "TeamLead");
  private static final Caller PLATFORM = approver("pia", "PlatformAdmin");
  private static final Caller ADA =
      new Caller("ada", "ada", Set.of(Role.Admin), Set.of(), Optional.empty(), Optional.empty());

  private final Rollouts rollouts = new Rollouts();
  private final ApprovalTermsCalculator terms =
      new ApprovalTermsCalculator(rollouts.routing, rollouts);
  private final ConcurrentLinkedQueue<String> woken = new ConcurrentLinkedQueue<>();
  private final Deciding deciding =
      new Deciding(
          rollouts.approvals,
          rollouts.deployments,
          terms,
          Accounts.UNCHECKED,
          (token, outcome) -> woken.add(token + " " + outcome),
          InstantSource.system());

  @Test
  void an_approval_is_found_by_itself_and_by_its_deployment() {
    var id = waiting("Production");
    awaiting(id, "t1");
    var approval = rollouts.approvals.of(id).orElseThrow();
    assertEquals(Optional.of("t1"), approval.taskToken());
    assertEquals(Optional.of(approval), rollouts.approvals.find(approval.id()));
    assertEquals(Optional.empty(), rollouts.approvals.find(new UUID(1, 1)));
    assertEquals(Set.of(id), rollouts.deployments.waiting());
  }

  @Test
  void the_same_decision_eight_times_at_once_counts_once() throws Exception {
    var id = waiting("QA");
    awaiting(id, "t1");
    var results = atOnce(8, () -> approve(LEAD, id));
    assertEquals(1, results.stream().filter(Result.Done.class::isInstance).count());
    var approval = rollouts.approvals.of(id).orElseThrow();
    assertEquals(ApprovalStatus.Approved, approval.status());
    assertEquals(1, approval.decisions().size());
    assertEquals(List.of("t1 Approved"), List.copyOf(woken));
    assertEquals(1, audited(approval, "approve"));
  }

  @Test
  void two_people_at_once_both_count() throws Exception {
    var id = waiting("Production");
    var people = new ConcurrentLinkedQueue<>(List.of(LEAD, PLATFORM));
    var results = atOnce(2, () -> approve(people.remove(), id));
    assertTrue(results.stream().allMatch(Result.Done.class::isInstance), results.toString());
    assertEquals(ApprovalStatus.Approved, rollouts.approvals.of(id).orElseThrow().status());
  }

  @Test
  void another_approval_takes_the_first_ones_place_in_one_transaction() throws Exception {
    var id = waiting("QA");
    awaiting(id, "t1");
    var first = rollouts.approvals.of(id).orElseThrow();
    var later = Instant.now().plus(Duration.ofHours(49));
    var requesting =
        new RequestingApproval(
            rollouts.deployments, rollouts.approvals, terms, Duration.ofHours(48), () -> later);
    var results = atOnce(4, () -> requesting.request(ADA, id, Rollouts.ORIGIN));
    assertTrue(results.stream().allMatch(Result.Done.class::isInstance), results.toString());
    var second = rollouts.approvals.of(id).orElseThrow();
    assertEquals(Optional.of("t1"), second.taskToken());
    assertEquals(1, second.revision());
    var old = rollouts.approvals.find(first.id()).orElseThrow();
    assertEquals(ApprovalStatus.Withdrawn, old.status());
    assertEquals(Optional.empty(), old.taskToken());
    var deployment = rollouts.deployments.find(id).orElseThrow();
    assertEquals(Optional.of(second.id()), deployment.rolloutState().approval());
    assertEquals(2, deployment.revision());
  }

  @Test
  void pages_of_one_status_are_full_and_miss_nothing() {
    List<UUID> pending = new ArrayList<>();
    for (int number = 0; number < 5; number++) {
      approve(LEAD, waiting("QA"));
      pending.addFirst(rollouts.approvals.of(waiting("QA")).orElseThrow().id());
    }
    List<UUID> found = new ArrayList<>();
    var next = Optional.<String>empty();
    do {
      var page =
          rollouts.approvals.list(Optional.of(ApprovalStatus.Pending), new PageRequest(2, next));
      page.items().forEach(it -> found.add(it.id()));
      next = page.next();
      assertTrue(page.items().size() == 2 || next.isEmpty(), page.toString());
    } while (next.isPresent());
    assertEquals(pending, found);
    assertEquals(
        10, rollouts.approvals.list(Optional.empty(), PageRequest.first(20)).items().size());
  }

  private DeploymentId waiting(String environment) {
    return switch (rollouts.post("1.0.0", environment)) {
      case Result.Done<Deployment>(var it) -> it.id();
      case Result.Refused<Deployment>(var why) -> throw new AssertionError(why);
    };
  }

  private void awaiting(DeploymentId id, String token) {
    new RegisteringTaskToken(
            rollouts.approvals,
            rollouts.deployments,
            (nobody, outcome) -> {
              throw new AssertionError("Nobody waits for an answer yet");
            },
            InstantSource.system())
        .register(id, token, Rollouts.ORIGIN);
  }

  private Result<Approval> approve(Caller caller, DeploymentId id) {
    var approval = rollouts.approvals.of(id).orElseThrow().id();
    return deciding.decide(
        caller, new Deciding.Request(approval, true, Optional.empty()), Rollouts.ORIGIN);
  }

  private long audited(Approval approval, String action) {
    return rollouts
        .dynamo
        .query(
            it ->
                it.tableName(rollouts.tables.audit())
                    .keyConditionExpression("pk = :pk")
                    .expressionAttributeValues(
                        Map.of(":pk", Items.text("Approval#" + approval.id()))))
        .items()
        .stream()
        .filter(it -> it.get("action").s().equals(action))
        .count();
  }

  private static Caller approver(String name, String qualification) {
    return new Caller(
        name,
        name,
        Set.of(Role.Approver),
        Set.of(qualification),
        Optional.empty(),
        Optional.empty());
  }
}
