package io.hotswap.domain.deployment.operations;

import static io.hotswap.domain.deployment.Asked.ADA;
import static io.hotswap.domain.deployment.Asked.LEAD;
import static io.hotswap.domain.deployment.Asked.ORIGIN;
import static io.hotswap.domain.deployment.Asked.PLATFORM;
import static io.hotswap.domain.deployment.Asked.done;
import static io.hotswap.domain.deployment.Asked.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.ApprovalStatus;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.deployment.Asked;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.Executions;
import io.hotswap.domain.deployment.Hooked;
import io.hotswap.domain.deployment.InMemoryControlPlane;
import io.hotswap.domain.deployment.plan.ApprovalTermsCalculator;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestingApprovalTest {
  private final Asked asked = new Asked(Environment.Production);
  private final Approval first = asked.approval();

  @Test
  void what_still_stands_is_not_asked_twice() {
    assertEquals(first, done(request()));
    assertEquals(2, questions());
  }

  @Test
  void a_changed_plan_is_asked_about_anew_and_the_machine_waits_for_the_new_answer() {
    done(asked.approve(LEAD));
    asked.somethingElseServes();
    var second = done(request());
    assertNotEquals(first.planHash(), second.planHash());
    assertEquals(List.of(), second.decisions());
    assertEquals(1, second.revision());
    assertEquals(Optional.of("t1"), second.taskToken());
    assertEquals(second, asked.approval());
    assertEquals(4, questions());
    var old = asked.approvals().find(first.id()).orElseThrow();
    assertEquals(ApprovalStatus.Withdrawn, old.status());
    assertEquals(Optional.empty(), old.taskToken());
    assertEquals(second, done(request()));
    done(asked.approve(LEAD));
    done(asked.approve(PLATFORM));
    assertEquals(List.of("t1 Approved"), asked.machines().woken);
    assertEquals(StepOutcome.Done, asked.begin());
  }

  @Test
  void time_that_is_up_begins_anew_while_the_machine_still_waits() {
    asked.itIs(first.expiresAt());
    var second = done(request());
    assertEquals(first.expiresAt().plus(Asked.EXPIRY), second.expiresAt());
    assertEquals(ApprovalStatus.Pending, asked.approval().status());
  }

  @Test
  void a_decision_meanwhile_is_not_overwritten() {
    asked.somethingElseServes();
    asked.controlPlane.beforeCommit = () -> done(asked.reject(LEAD));
    assertEquals(ErrorCode.NOT_NOW, refused(request()));
    assertEquals(ApprovalStatus.Rejected, asked.approval().status());
  }

  @Test
  void whoever_asks_while_another_takes_its_place_gets_the_other() {
    asked.somethingElseServes();
    Approvals looking =
        Hooked.before("find", asked.approvals(), Approvals.class, () -> done(request()));
    var late =
        new RequestingApproval(
            asked.controlPlane,
            looking,
            new ApprovalTermsCalculator(asked.controlPlane, asked.controlPlane),
            Asked.EXPIRY,
            asked.controlPlane);
    var found = done(late.request(ADA, asked.deployment, ORIGIN));
    assertEquals(asked.approval(), found);
    assertEquals(ApprovalStatus.Pending, found.status());
  }

  @Test
  void there_is_a_time_for_it() {
    done(asked.approve(LEAD));
    done(asked.approve(PLATFORM));
    assertEquals(ErrorCode.NOT_NOW, refused(request()));
    asked.begin();
    assertEquals(ErrorCode.NOT_NOW, refused(request()));
    var unknown = asked.requesting.request(ADA, InMemoryControlPlane.newId(), ORIGIN);
    assertEquals(ErrorCode.DEPLOYMENT_NOT_FOUND, refused(unknown));
  }

  @Test
  void developers_ask_for_what_they_may_deploy() {
    var refused =
        asked.requesting.request(InMemoryControlPlane.DEVELOPER, asked.deployment, ORIGIN);
    assertEquals(ErrorCode.NOT_ALLOWED, refused(refused));
    var qa = new Asked(Environment.QA);
    done(qa.requesting.request(InMemoryControlPlane.DEVELOPER, qa.deployment, ORIGIN));
  }

  @Test
  void a_deployment_that_nobody_carries_on_gets_a_machine_though_the_engine_says_that_it_runs() {
    var inMemoryControlPlane = new InMemoryControlPlane();
    var id = inMemoryControlPlane.admit(DeploymentSpec.direct("markdown", "1.0.0", "QA"));
    inMemoryControlPlane.engineSays = Optional.of(Executions.State.Running);
    inMemoryControlPlane.pass(Duration.ofMinutes(2));
    inMemoryControlPlane.reconciling.reconcile(ORIGIN);
    assertEquals(1, inMemoryControlPlane.get(id).fence());
    inMemoryControlPlane.pass(Duration.ofSeconds(1));
    inMemoryControlPlane.reconciling.reconcile(ORIGIN);
    assertEquals(2, inMemoryControlPlane.get(id).fence());
    assertEquals(
        List.of("deploy " + id + " 1", "deploy " + id + " 2"), inMemoryControlPlane.started);
    var machine = asked.awaiting;
    machine.register(asked.deployment, "t2", ORIGIN);
    asked.controlPlane.engineSays = inMemoryControlPlane.engineSays;
    asked.controlPlane.pass(Duration.ofMinutes(5));
    asked.controlPlane.reconciling.reconcile(ORIGIN);
    assertEquals(1, asked.controlPlane.get(asked.deployment).fence());
  }

  @Test
  void an_engine_that_does_not_start_leaves_the_deployment_waiting() {
    var inMemoryControlPlane = new InMemoryControlPlane();
    inMemoryControlPlane.engineDown = true;
    var id = inMemoryControlPlane.admit(DeploymentSpec.direct("markdown", "1.0.0", "QA"));
    assertEquals(DeploymentPhase.AwaitingApproval, inMemoryControlPlane.get(id).progress().phase());
    inMemoryControlPlane.engineDown = false;
    inMemoryControlPlane.pass(Duration.ofMinutes(1));
    inMemoryControlPlane.reconciling.reconcile(ORIGIN);
    assertEquals(List.of("deploy " + id + " 2"), inMemoryControlPlane.started);
  }

  private Result<Approval> request() {
    return asked.requesting.request(ADA, asked.deployment, ORIGIN);
  }

  private long questions() {
    return asked.messages().stream()
        .filter(it -> it.kind() == Message.Kind.ApprovalRequested)
        .count();
  }
}
