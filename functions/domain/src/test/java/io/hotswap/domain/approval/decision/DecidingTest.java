package io.hotswap.domain.approval.decision;

import static io.hotswap.domain.deployment.Asked.ADA;
import static io.hotswap.domain.deployment.Asked.ADMIN;
import static io.hotswap.domain.deployment.Asked.LEAD;
import static io.hotswap.domain.deployment.Asked.OTHER_ADMIN;
import static io.hotswap.domain.deployment.Asked.OTHER_LEAD;
import static io.hotswap.domain.deployment.Asked.PLATFORM;
import static io.hotswap.domain.deployment.Asked.done;
import static io.hotswap.domain.deployment.Asked.person;
import static io.hotswap.domain.deployment.Asked.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.access.Role;
import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.ApprovalStatus;
import io.hotswap.domain.approval.Approver;
import io.hotswap.domain.deployment.Asked;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DecidingTest {
  private final Asked qa = new Asked(Environment.QA);
  private final Asked production = new Asked(Environment.Production);

  @Test
  void qa_takes_one_team_lead() {
    var approved = done(qa.approve(LEAD));
    assertEquals(ApprovalStatus.Approved, approved.status());
    assertEquals(List.of("t1 Approved"), qa.machines().woken);
    assertEquals(StepOutcome.Done, qa.begin());
  }

  @Test
  void production_takes_two_people() {
    var first = done(production.approve(PLATFORM));
    assertEquals(ApprovalStatus.Pending, first.status());
    assertEquals(List.of(Approver.TeamLead), first.stillNeeded());
    assertEquals(List.of(), production.machines().woken);
    assertEquals(StepOutcome.NeedsApproval, production.begin());
    assertEquals(ApprovalStatus.Approved, done(production.approve(LEAD)).status());
    assertEquals(List.of("t1 Approved"), production.machines().woken);
    assertEquals(StepOutcome.Done, production.begin());
  }

  @Test
  void a_critical_change_takes_two_people_in_qa_and_staging_too() {
    for (var environment : List.of(Environment.QA, Environment.Staging)) {
      var critical = new Asked(environment, "network:api.example.com");
      assertEquals(ApprovalStatus.Pending, done(critical.approve(LEAD)).status());
      assertEquals(ApprovalStatus.Approved, done(critical.approve(PLATFORM)).status());
    }
  }

  @Test
  void the_same_person_twice_is_refused_whatever_they_are() {
    var both = person("bo", Role.Approver, "TeamLead", "PlatformAdmin");
    done(production.approve(both));
    assertEquals(ErrorCode.NOT_ALLOWED, refused(production.approve(both)));
    assertEquals(ErrorCode.NOT_ALLOWED, refused(production.reject(both)));
    assertEquals(1, production.approval().decisions().size());
  }

  @Test
  void the_requester_is_never_among_them() {
    assertEquals(ErrorCode.NOT_ALLOWED, refused(qa.approve(ADA)));
    var promoted = person(ADA.subject(), Role.Approver, "TeamLead", "PlatformAdmin");
    assertEquals(ErrorCode.NOT_ALLOWED, refused(production.approve(promoted)));
    assertEquals(ErrorCode.NOT_ALLOWED, refused(production.reject(ADA)));
    assertEquals(List.of(), production.approval().decisions());
  }

  @Test
  void whoever_is_in_no_open_capacity_is_told_what_is_needed() {
    assertEquals(ErrorCode.NOT_ALLOWED, refused(qa.approve(PLATFORM)));
    assertEquals(ErrorCode.NOT_ALLOWED, refused(qa.approve(person("x", Role.Approver))));
    assertEquals(
        ErrorCode.NOT_ALLOWED, refused(qa.approve(person("x", Role.Developer, "TeamLead"))));
    done(production.approve(LEAD));
    var filled = (Result.Refused<Approval>) production.approve(OTHER_LEAD);
    assertEquals(ErrorCode.NOT_ALLOWED, filled.refusal().code());
    assertTrue(filled.refusal().detail().contains("platform admin"), filled.toString());
  }

  @Test
  void an_admin_stands_in_for_either_but_not_for_both() {
    assertEquals(Approver.TeamLead, done(production.approve(ADMIN)).decisions().getFirst().as());
    assertEquals(ErrorCode.NOT_ALLOWED, refused(production.approve(ADMIN)));
    var second = done(production.approve(OTHER_ADMIN));
    assertEquals(Approver.PlatformAdmin, second.decisions().getLast().as());
    assertEquals(ApprovalStatus.Approved, second.status());
  }

  @Test
  void it_expires_to_the_nanosecond() {
    qa.itIs(qa.approval().expiresAt());
    assertEquals(ErrorCode.APPROVAL_CLOSED, refused(qa.approve(LEAD)));
    assertEquals(ApprovalStatus.Expired, qa.approval().status());
    assertEquals(List.of("t1 Expired"), qa.machines().woken);
    assertEquals(Message.Kind.ApprovalDecided, qa.messages().getLast().kind());
    assertEquals(StepOutcome.Broken, qa.begin());
    production.itIs(production.approval().expiresAt().minusNanos(1));
    done(production.approve(LEAD));
  }

  @Test
  void a_plan_that_changed_takes_a_new_request() {
    production.somethingElseServes();
    var refused = (Result.Refused<Approval>) production.approve(LEAD);
    assertEquals(ErrorCode.PLAN_CHANGED, refused.refusal().code());
    assertTrue(refused.refusal().detail().contains("request-approval"), refused.toString());
    assertEquals(List.of(), production.approval().decisions());
    assertEquals(ApprovalStatus.Rejected, done(production.reject(LEAD)).status());
  }

  @Test
  void one_rejection_ends_it_also_after_an_approval() {
    done(production.approve(LEAD));
    assertEquals(ApprovalStatus.Rejected, done(production.reject(PLATFORM)).status());
    assertEquals(List.of("t1 Rejected"), production.machines().woken);
    assertEquals(ErrorCode.APPROVAL_CLOSED, refused(production.approve(PLATFORM)));
    assertEquals(StepOutcome.Broken, production.begin());
  }

  @Test
  void the_same_decision_twice_at_once_counts_once() {
    List<Approval> first = new ArrayList<>();
    production.atTheSameTime(() -> first.add(done(production.approve(LEAD))));
    assertEquals(ErrorCode.NOT_ALLOWED, refused(production.approve(LEAD)));
    assertEquals(first, List.of(production.approval()));
    qa.atTheSameTime(() -> done(qa.approve(LEAD)));
    assertEquals(ErrorCode.APPROVAL_CLOSED, refused(qa.approve(LEAD)));
    assertEquals(1, qa.approval().decisions().size());
    assertEquals(List.of("t1 Approved"), qa.machines().woken);
  }

  @Test
  void two_people_at_once_both_count() {
    production.atTheSameTime(() -> done(production.approve(PLATFORM)));
    assertEquals(ApprovalStatus.Approved, done(production.approve(LEAD)).status());
    assertEquals(2, production.approval().decisions().size());
    assertEquals(List.of("t1 Approved"), production.machines().woken);
  }

  @Test
  void every_decision_is_audited_and_told_to_the_requester_without_the_token() {
    done(production.approve(LEAD));
    done(production.reject(PLATFORM));
    var audited =
        production.audits().stream().filter(it -> it.subject().name().startsWith("Approval#"));
    assertEquals(
        List.of("RequestApproval", "approve", "reject"), audited.map(it -> it.action()).toList());
    var told = production.messages().stream().map(Message::to).toList();
    assertEquals(
        2,
        told.stream()
            .filter(it -> it.equals(new Message.Audience.Requester("ada", "ada@example.com")))
            .count());
    assertTrue(production.messages().getLast().text().contains("pia rejected as platform admin"));
    assertFalse(production.audits().toString().contains("t1"));
    assertFalse(production.messages().toString().contains("t1"));
  }

  @Test
  void an_approvals_end_is_told_to_the_requester_once_and_with_where_to_look() {
    List<Consumer<Asked>> ends =
        List.of(
            it -> done(it.reject(LEAD)),
            it -> it.itIs(it.approval().expiresAt()),
            it -> {
              done(it.approve(LEAD));
              done(it.reject(PLATFORM));
            });
    for (var end : ends) {
      var asked = new Asked(Environment.Production);
      end.accept(asked);
      asked.expiring.expire(asked.approval().id(), Asked.ORIGIN);
      assertEquals(StepOutcome.Broken, asked.begin());
      var told = asked.messages().stream().filter(DecidingTest::isAboutTheEnd).toList();
      assertEquals(1, told.size(), told.toString());
      var text = told.getFirst().text();
      assertTrue(text.contains("/api/v1/approvals/" + asked.approval().id()), text);
      assertTrue(text.contains("/api/v1/deployments/" + asked.deployment), text);
    }
  }

  private static boolean isAboutTheEnd(Message it) {
    return it.to() instanceof Message.Audience.Requester && !it.subject().contains("approved as");
  }

  @Test
  void what_ends_for_another_reason_is_still_told() {
    done(qa.approve(LEAD));
    qa.somethingElseServes();
    int before = qa.messages().size();
    assertEquals(StepOutcome.Broken, qa.begin());
    assertEquals(Message.Kind.Ended, qa.messages().getLast().kind());
    assertEquals(before + 1, qa.messages().size());
  }

  @Test
  void a_decision_stands_though_the_machine_cannot_be_woken_and_the_sweep_wakes_it_later() {
    qa.machines().down = true;
    assertEquals(ApprovalStatus.Approved, done(qa.approve(LEAD)).status());
    assertEquals(List.of(), qa.machines().woken);
    qa.machines().down = false;
    assertEquals(ApprovalRepair.Found.Awaited, qa.repair.repair(qa.deployment, Asked.ORIGIN));
    assertEquals(List.of("t1 Approved"), qa.machines().woken);
  }

  @Test
  void nobody_approves_what_was_aborted() {
    qa.abort();
    assertEquals(ApprovalStatus.Withdrawn, qa.approval().status());
    assertEquals(List.of("t1 Withdrawn"), qa.machines().woken);
    assertEquals(ErrorCode.APPROVAL_CLOSED, refused(qa.approve(LEAD)));
  }

  @Test
  void an_abort_that_the_machine_does_not_hear_ends_with_it() {
    qa.machines().down = true;
    assertEquals(ErrorCode.ROLLOUT_NOT_STARTED, qa.abortRefused());
    assertEquals(ErrorCode.APPROVAL_CLOSED, refused(qa.approve(LEAD)));
    qa.machines().down = false;
    qa.repair.repair(qa.deployment, Asked.ORIGIN);
    assertEquals(List.of("t1 Withdrawn"), qa.machines().woken);
    assertEquals(StepOutcome.Broken, qa.begin());
  }

  @Test
  void nobody_is_asked_about_a_deployment_whose_machine_gave_up() {
    assertEquals(StepOutcome.Broken, qa.giveUp());
    assertEquals(ApprovalStatus.Withdrawn, qa.approval().status());
    assertEquals(ErrorCode.APPROVAL_CLOSED, refused(qa.approve(LEAD)));
  }

  @Test
  void a_decision_while_its_machine_gives_up_is_kept() {
    qa.beforeItIsWritten(() -> done(qa.approve(LEAD)));
    assertEquals(StepOutcome.Broken, qa.giveUp());
    assertEquals(ApprovalStatus.Approved, qa.approval().status());
  }

  @Test
  void what_is_not_there_is_not_found() {
    var request = new Deciding.Request(new UUID(1, 1), true, Optional.empty());
    assertEquals(
        ErrorCode.APPROVAL_NOT_FOUND, refused(qa.deciding.decide(LEAD, request, Asked.ORIGIN)));
  }
}
