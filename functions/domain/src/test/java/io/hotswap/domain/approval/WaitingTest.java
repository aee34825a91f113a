package io.hotswap.domain.approval;

import static io.hotswap.domain.deployment.Asked.LEAD;
import static io.hotswap.domain.deployment.Asked.ORIGIN;
import static io.hotswap.domain.deployment.Asked.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.domain.approval.decision.ApprovalRepair;
import io.hotswap.domain.deployment.Asked;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What the state machine's steps ask for.
class WaitingTest {
  private final Asked asked = new Asked(Environment.QA);

  @Test
  void the_same_token_twice_is_written_once() {
    var before = asked.approval();
    asked.awaiting.register(asked.deployment, "t1", ORIGIN);
    assertEquals(before, asked.approval());
  }

  @Test
  void the_newest_machine_is_the_one_that_is_woken() {
    asked.awaiting.register(asked.deployment, "t2", ORIGIN);
    done(asked.approve(LEAD));
    assertEquals(List.of("t2 Approved"), asked.machines().woken);
  }

  @Test
  void a_machine_that_comes_late_is_woken_at_once() {
    done(asked.approve(LEAD));
    asked.awaiting.register(asked.deployment, "t2", ORIGIN);
    assertEquals(List.of("t1 Approved", "t2 Approved"), asked.machines().woken);
  }

  @Test
  void a_machine_that_comes_late_and_is_not_told_is_a_fault() {
    done(asked.approve(LEAD));
    asked.machines().down = true;
    assertThrows(
        TaskTokens.NotWoken.class, () -> asked.awaiting.register(asked.deployment, "t2", ORIGIN));
  }

  @Test
  void a_decision_at_the_same_moment_reaches_the_machine() {
    asked.atTheSameTime(() -> done(asked.approve(LEAD)));
    asked.awaiting.register(asked.deployment, "t2", ORIGIN);
    assertEquals(List.of("t1 Approved", "t2 Approved"), asked.machines().woken);
  }

  @Test
  void nothing_expires_before_its_time() {
    asked.itIs(asked.approval().expiresAt().minusNanos(1));
    assertEquals(Optional.of(asked.approval()), asked.expiring.expire(id(), ORIGIN));
    asked.itIs(asked.approval().expiresAt());
    assertEquals(Optional.empty(), asked.expiring.expire(id(), ORIGIN));
    assertEquals(ApprovalStatus.Expired, asked.approval().status());
    assertEquals(Optional.empty(), asked.expiring.expire(id(), ORIGIN));
    assertEquals(List.of("t1 Expired"), asked.machines().woken);
  }

  @Test
  void a_schedule_of_an_approval_that_was_replaced_looks_at_the_one_in_its_place() {
    var old = id();
    asked.somethingElseServes();
    var next = done(asked.requesting.request(Asked.ADA, asked.deployment, ORIGIN));
    assertEquals(Optional.of(next), asked.expiring.expire(old, ORIGIN));
    assertEquals(Optional.empty(), asked.expiring.expire(new UUID(1, 1), ORIGIN));
  }

  @Test
  void the_sweep_ends_what_no_schedule_did() {
    asked.itIs(asked.approval().expiresAt());
    asked.repair.repair(asked.deployment, ORIGIN);
    assertEquals(ApprovalStatus.Expired, asked.approval().status());
    assertEquals("t1 Expired", asked.machines().woken.getFirst());
  }

  @Test
  void nobody_waits_for_what_was_never_asked() {
    var other = new DeploymentId(new UUID(1, 1));
    assertThrows(NoSuchElementException.class, () -> asked.awaiting.register(other, "t", ORIGIN));
    assertEquals(ApprovalRepair.Found.Awaited, asked.repair.repair(other, ORIGIN));
  }

  private UUID id() {
    return asked.approval().id();
  }
}
