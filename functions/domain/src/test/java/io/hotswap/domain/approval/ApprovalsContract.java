package io.hotswap.domain.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.notification.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every implementation of [Approvals] does. */
public abstract class ApprovalsContract {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Origin ORIGIN = Origin.system("test", "r1", "");

  /** Without any approval; the same one during a test. */
  protected abstract Approvals approvals();

  @Test
  void nothing_is_there_at_first() {
    assertEquals(Optional.empty(), approvals().find(UUID.randomUUID()));
    assertEquals(Optional.empty(), approvals().of(new DeploymentId(UUID.randomUUID())));
    assertEquals(new Page<>(List.of(), Optional.empty()), list(Optional.empty(), 5));
  }

  @Test
  void an_approval_is_found_by_itself_and_by_its_deployment() {
    var approval = approval(NOW);
    assertTrue(commit(approval));
    assertEquals(Optional.of(approval), approvals().find(approval.id()));
    assertEquals(Optional.of(approval), approvals().of(approval.deploymentId()));
  }

  @Test
  void a_deployments_newest_approval_takes_the_place_of_the_one_before() {
    var first = approval(NOW);
    var second = approval(first.deploymentId(), NOW.plusSeconds(1));
    commit(first);
    commit(second);
    assertTrue(commit(first.withdrawn()));
    assertEquals(Optional.of(second), approvals().of(first.deploymentId()));
  }

  @Test
  void of_two_changes_of_the_same_revision_the_first_one_is_made() {
    var approval = approval(NOW);
    commit(approval);
    var withdrawn = approval.withdrawn();
    assertTrue(commit(withdrawn));
    assertFalse(commit(approval.withTaskToken("token")));
    assertFalse(commit(approval));
    assertEquals(Optional.of(withdrawn), approvals().find(approval.id()));
  }

  @Test
  void a_change_that_was_told_before_is_not_made() {
    var approval = approval(NOW);
    var message = message();
    assertTrue(approvals().commit(approval, audit(approval), List.of(message)));
    var withdrawn = approval.withdrawn();
    assertFalse(approvals().commit(withdrawn, audit(withdrawn), List.of(message)));
    assertEquals(Optional.of(approval), approvals().find(approval.id()));
  }

  @Test
  void pages_go_from_the_newest_to_the_oldest_and_miss_nothing() {
    var all = IntStream.range(0, 5).mapToObj(it -> approval(NOW.plusSeconds(it))).toList();
    all.forEach(this::commit);
    var first = list(Optional.empty(), 2);
    // Whatever comes meanwhile stands before the first page.
    commit(approval(NOW.plusSeconds(60)));
    List<Approval> found = new ArrayList<>(first.items());
    var next = first.next();
    while (next.isPresent()) {
      var page = approvals().list(Optional.empty(), new PageRequest(2, next));
      found.addAll(page.items());
      next = page.next();
    }
    assertEquals(all.reversed(), found);
  }

  @Test
  void of_one_status_pages_are_full() {
    for (int i = 0; i < 6; i++) {
      var approval = approval(NOW.plus(Duration.ofSeconds(i)));
      commit(approval);
      if (i % 2 == 0) {
        commit(approval.withdrawn());
      }
    }
    var page = list(Optional.of(ApprovalStatus.Withdrawn), 2);
    assertEquals(2, page.items().size());
    assertTrue(page.items().stream().allMatch(it -> it.status() == ApprovalStatus.Withdrawn));
    assertTrue(page.next().isPresent());
    var last = list(Optional.of(ApprovalStatus.Withdrawn), 3);
    assertEquals(3, last.items().size());
    assertEquals(Optional.empty(), last.next());
  }

  private Page<Approval> list(Optional<ApprovalStatus> status, int limit) {
    return approvals().list(status, PageRequest.first(limit));
  }

  private boolean commit(Approval after) {
    return approvals().commit(after, audit(after), List.of());
  }

  private static AuditRecord audit(Approval it) {
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.approval(it.id(), it.deploymentId(), PluginId.of(it.pluginName())),
        NOW,
        "test",
        ORIGIN,
        Map.of(),
        Map.of());
  }

  private static Message message() {
    return new Message(
        UUID.randomUUID(),
        Message.Kind.RolledBack,
        new Message.Audience.Operators(),
        "title",
        "text",
        "d1",
        NOW);
  }

  private static Approval approval(Instant at) {
    return approval(new DeploymentId(UUID.randomUUID()), at);
  }

  private static Approval approval(DeploymentId deployment, Instant at) {
    return new Approval(
        UUID.randomUUID(),
        deployment,
        Environment.Staging,
        "markdown",
        "1.1.0",
        "hash",
        "ada",
        "ada",
        List.of(Approver.values()[0]),
        List.of(),
        ApprovalStatus.Pending,
        at,
        at.plus(Duration.ofHours(48)),
        Optional.empty(),
        1);
  }
}
