package io.hotswap.domain.approval;

import static io.hotswap.domain.deployment.Asked.ADA;
import static io.hotswap.domain.deployment.Asked.LEAD;
import static io.hotswap.domain.deployment.Asked.OTHER_LEAD;
import static io.hotswap.domain.deployment.Asked.PLATFORM;
import static io.hotswap.domain.deployment.Asked.done;
import static io.hotswap.domain.deployment.Asked.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.access.Account;
import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.deployment.Asked;
import io.hotswap.domain.deployment.DeploymentOutcome;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Approvers whose accounts change between the request, their approval, the second one and the
/// beginning.
class ApproverAccountsTest {
  private static final Account.Active LEADS = new Account.Active(Set.of("Approver", "TeamLead"));
  private final Asked asked = new Asked(Environment.Production);

  static List<Account> lost() {
    return List.of(
        new Account.Gone("was deleted"),
        new Account.Gone("was disabled"),
        new Account.Active(Set.of("Approver")),
        new Account.Active(Set.of("TeamLead")),
        new Account.Active(Set.of("Approver", "PlatformAdmin")),
        new Account.Active(Set.of()));
  }

  @ParameterizedTest
  @MethodSource("lost")
  void before_the_decision_the_token_alone_is_inconclusive(Account lost) {
    asked.account(LEAD, lost);
    assertEquals(ErrorCode.NOT_ALLOWED, refused(asked.approve(LEAD)));
    assertEquals(ErrorCode.NOT_ALLOWED, refused(asked.reject(LEAD)));
    assertEquals(List.of(), asked.approval().decisions());
  }

  @ParameterizedTest
  @MethodSource("lost")
  void between_the_two_the_first_one_lapses_and_is_needed_again(Account lost) {
    done(asked.approve(LEAD));
    asked.account(LEAD, lost);
    var second = done(asked.approve(PLATFORM));
    assertEquals(ApprovalStatus.Pending, second.status());
    assertEquals(List.of(Approver.TeamLead), second.stillNeeded());
    assertTrue(second.decisions().getFirst().lapsed().isPresent(), second.toString());
    assertEquals(List.of(), asked.machines().woken);
    var summary = asked.messages().getLast().text();
    assertTrue(
        summary.contains("lena approved as team lead; no longer counts: the account"), summary);
    assertTrue(summary.contains("Still missing: team lead, before"), summary);
    assertEquals(ApprovalStatus.Approved, done(asked.approve(OTHER_LEAD)).status());
    assertEquals(StepOutcome.Done, asked.begin());
  }

  @ParameterizedTest
  @MethodSource("lost")
  void after_the_second_one_the_deployment_does_not_begin(Account lost) {
    done(asked.approve(LEAD));
    done(asked.approve(PLATFORM));
    asked.account(LEAD, lost);
    assertEquals(StepOutcome.Broken, asked.begin());
    var progress = asked.deployment().progress();
    assertEquals(Optional.of(DeploymentOutcome.Declined), progress.outcome());
    var why = progress.problem().orElseThrow();
    assertTrue(why.startsWith("The approval of lena as team lead counts no more: the acc"), why);
  }

  @Test
  void whoever_still_is_what_they_were_counts_all_the_way() {
    asked.account(LEAD, LEADS);
    asked.account(PLATFORM, new Account.Active(Set.of("Approver", "PlatformAdmin", "Viewer")));
    done(asked.approve(LEAD));
    assertEquals(ApprovalStatus.Approved, done(asked.approve(PLATFORM)).status());
    assertEquals(StepOutcome.Done, asked.begin());
  }

  @Test
  void an_admin_who_stood_in_and_is_one_no_more_lapses_too() {
    done(asked.approve(Asked.ADMIN));
    asked.account(Asked.ADMIN, new Account.Active(Set.of("Approver", "PlatformAdmin")));
    var second = done(asked.approve(PLATFORM));
    assertEquals(List.of(Approver.TeamLead), second.stillNeeded());
  }

  @Test
  void an_account_made_again_under_the_same_name_does_not_inherit_the_first_approval() {
    done(asked.approve(LEAD));
    asked.account(LEAD, new Account.Gone("was deleted"));
    var again = as("another-sub", LEAD.name(), Optional.empty());
    asked.account(again, LEADS);
    assertEquals(ApprovalStatus.Pending, done(asked.approve(PLATFORM)).status());
    assertEquals(ApprovalStatus.Approved, done(asked.approve(again)).status());
  }

  @Test
  void one_person_gives_one_approval_whatever_they_call_themselves() {
    var tess = as("sub-1", "tess", Optional.of("tess@example.com"));
    done(asked.approve(tess));
    var samePersons =
        List.of(
            as("sub-1", "theresa", Optional.empty()),
            as("sub-2", "tess", Optional.empty()),
            as("sub-3", "theresa", Optional.of("Tess@Example.com")));
    for (var it : samePersons) {
      assertEquals(ErrorCode.NOT_ALLOWED, refused(asked.approve(it)), it.toString());
      assertEquals(ErrorCode.NOT_ALLOWED, refused(asked.reject(it)), it.toString());
    }
    assertEquals(1, asked.approval().decisions().size());
  }

  @Test
  void nobody_approves_their_own_request_under_another_name_or_account() {
    var samePersons =
        List.of(
            as(ADA.subject(), "ada-lovelace", Optional.empty()),
            as("sub-2", ADA.name(), Optional.empty()),
            as("sub-3", "countess", ADA.email()));
    for (var it : samePersons) {
      assertEquals(ErrorCode.NOT_ALLOWED, refused(asked.approve(it)), it.toString());
    }
    assertEquals(List.of(), asked.approval().decisions());
    done(asked.approve(as("sub-4", "somebody-else", Optional.of("else@example.com"))));
  }

  @Test
  void a_directory_that_does_not_answer_decides_nothing_and_begins_nothing() {
    asked.directoryDown(true);
    assertEquals(ErrorCode.ACCOUNTS_UNAVAILABLE, refused(asked.approve(LEAD)));
    asked.directoryDown(false);
    done(asked.approve(LEAD));
    done(asked.approve(PLATFORM));
    asked.directoryDown(true);
    assertEquals(StepOutcome.Waiting, asked.begin());
    asked.directoryDown(false);
    assertEquals(StepOutcome.Done, asked.begin());
  }

  @Test
  void who_is_missing_is_said_in_words_without_enum_names() {
    var refusal = (Result.Refused<Approval>) asked.approve(Asked.person("x", Role.Approver));
    var said = refusal.refusal().detail();
    assertTrue(said.startsWith("Still missing: team lead and platform admin."), said);
    done(asked.approve(LEAD));
    var mail = asked.messages().getLast();
    assertTrue(mail.subject().endsWith("still missing: platform admin"), mail.subject());
    assertTrue(mail.text().contains("Still missing: platform admin, before"), mail.text());
  }

  private static Caller as(String subject, String name, Optional<String> email) {
    return new Caller(
        subject,
        name,
        Set.of(Role.Approver),
        Set.of("TeamLead", "PlatformAdmin"),
        Optional.empty(),
        email);
  }
}
