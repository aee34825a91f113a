package io.hotswap.domain.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.access.Requester;
import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.ApprovalStatus;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.Approver;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.DeploymentChange.Result;
import io.hotswap.domain.deployment.strategy.Direct;
import io.hotswap.domain.deployment.strategy.OnMisfit;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.routing.RoutingDraft;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every implementation of [Deployments] does, and of the approvals and routing documents that
 * are written together with them. Version 1.0.0 is registered, 9.9.9 is not.
 */
public abstract class DeploymentsContract {
  protected static final PluginId PLUGIN = PluginId.of("markdown");

  private static final Environment HERE = Environment.Development;
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Origin ORIGIN = Origin.system("test", "r1", "");

  /** Without any deployment; the same one during a test. */
  protected abstract Deployments deployments();

  protected abstract Approvals approvals();

  protected abstract RoutingDocuments routing();

  @Test
  void nothing_is_there_at_first() {
    assertEquals(Optional.empty(), deployments().find(new DeploymentId(UUID.randomUUID())));
    assertEquals(DeploymentSlot.free(PLUGIN, HERE), deployments().slot(PLUGIN, HERE));
    assertEquals(Set.of(), deployments().holders());
    assertEquals(Set.of(), deployments().waiting());
    assertEquals(List.of(), list(DeploymentFilter.ALL));
  }

  @Test
  void an_admitted_deployment_is_found_and_holds_its_slot() {
    var deployment = deployment("1.0.0", NOW);
    assertEquals(Result.Committed, admit(deployment));
    assertEquals(Optional.of(deployment), deployments().find(deployment.id()));
    assertEquals(Optional.of(deployment.id()), slot().holder());
    assertEquals(Set.of(deployment.id()), deployments().holders());
  }

  @Test
  void what_was_to_be_deployed_is_found_by_its_release() {
    var first = deployment("1.0.0", NOW);
    assertEquals(Optional.empty(), deployments().release(first.request().release().id()));
    admit(first);
    assertEquals(
        Optional.of(first.request().release()),
        deployments().release(first.request().release().id()));
    var failed = first.failed(DeploymentPhase.Withdrawn, DeploymentOutcome.FailedClean, "no", NOW);
    var held = slot();
    commit(DeploymentChange.of(first, failed, held).slot(held.released()));
    assertEquals(Result.Committed, admit(deployment("1.0.0", NOW)));
    assertEquals(
        Optional.of(first.request().release()),
        deployments().release(first.request().release().id()));
  }

  @Test
  void a_deployment_is_created_once() {
    var deployment = deployment("1.0.0", NOW);
    admit(deployment);
    assertEquals(Result.DeploymentChanged, admit(deployment));
  }

  @Test
  void of_two_that_saw_the_slot_free_the_first_one_takes_it() {
    var free = slot();
    var first = deployment("1.0.0", NOW);
    admit(first);
    var second = deployment("1.0.0", NOW);
    var late = DeploymentChange.creating(second, free).slot(free.taken(second.id()));
    assertEquals(Result.SlotTaken, commit(late.messages(List.of())));
    assertEquals(Optional.empty(), deployments().find(second.id()));
    assertEquals(Optional.of(first.id()), slot().holder());
  }

  @Test
  void a_version_that_is_not_registered_is_not_admitted() {
    var deployment = deployment("9.9.9", NOW);
    assertEquals(Result.VersionMissing, admit(deployment));
    assertEquals(Optional.empty(), deployments().find(deployment.id()));
    assertEquals(DeploymentSlot.free(PLUGIN, HERE), slot());
  }

  @Test
  void of_two_changes_of_the_same_revision_the_first_one_is_made() {
    var before = deployment("1.0.0", NOW);
    admit(before);
    var begun = before.begun(NOW.plusSeconds(1));
    assertEquals(Result.Committed, commit(DeploymentChange.of(before, begun, slot())));
    var other = before.withPause(new Pause("ada", "why", NOW));
    assertEquals(Result.DeploymentChanged, commit(DeploymentChange.of(before, other, slot())));
    assertEquals(Optional.of(begun), deployments().find(before.id()));
  }

  @Test
  void a_change_that_was_told_before_is_not_made() {
    var before = deployment("1.0.0", NOW);
    admit(before);
    var message =
        new Message(
            UUID.randomUUID(),
            Message.Kind.RolledBack,
            new Message.Audience.Operators(),
            "title",
            "text",
            "d1",
            NOW);
    var begun = before.begun(NOW);
    var told = DeploymentChange.of(before, begun, slot()).messages(List.of(message));
    assertEquals(Result.Committed, commit(told));
    var again =
        DeploymentChange.of(begun, begun.broken("it is", NOW), slot()).messages(List.of(message));
    assertEquals(Result.DeploymentChanged, commit(again));
  }

  @Test
  void a_failed_deployment_gives_its_slot_back() {
    var before = deployment("1.0.0", NOW);
    admit(before);
    var failed = before.failed(DeploymentPhase.Withdrawn, DeploymentOutcome.FailedClean, "no", NOW);
    var held = slot();
    assertEquals(
        Result.Committed, commit(DeploymentChange.of(before, failed, held).slot(held.released())));
    assertEquals(held.released(), slot());
    assertEquals(Set.of(), deployments().holders());
  }

  @Test
  void a_waiting_deployment_holds_no_slot_and_leaves_the_line_when_it_takes_one() {
    var approval = approval();
    var before =
        Deployment.requested(
            request(approval.deploymentId(), "1.0.0", NOW), Optional.of(approval.id()));
    var waits = DeploymentChange.creating(before, slot()).approval(Optional.of(approval));
    assertEquals(Result.Committed, commit(waits.messages(List.of())));
    assertEquals(Set.of(before.id()), deployments().waiting());
    assertEquals(Set.of(), deployments().holders());
    assertEquals(Optional.of(approval), approvals().of(before.id()));

    var begun = before.begun(NOW);
    var taken = slot().taken(before.id());
    assertEquals(Result.Committed, commit(DeploymentChange.of(before, begun, slot()).slot(taken)));
    assertEquals(Set.of(), deployments().waiting());
    assertEquals(Set.of(before.id()), deployments().holders());
  }

  @Test
  void an_approval_that_was_changed_meanwhile_is_not_withdrawn() {
    var approval = approval();
    var before =
        Deployment.requested(
            request(approval.deploymentId(), "1.0.0", NOW), Optional.of(approval.id()));
    commit(
        DeploymentChange.creating(before, slot())
            .approval(Optional.of(approval))
            .messages(List.of()));
    var declined = before.failed(DeploymentPhase.Declined, DeploymentOutcome.Declined, "no", NOW);
    var withdrawal =
        DeploymentChange.of(before, declined, slot())
            .withdrawnApproval(Optional.of(approval.withTaskToken("token").withdrawn()));
    assertEquals(Result.DeploymentChanged, commit(withdrawal));
    assertEquals(Set.of(before.id()), deployments().waiting());
  }

  @Test
  void of_two_documents_of_one_generation_the_first_one_is_in_force() {
    var before = deployment("1.0.0", NOW);
    admit(before);
    var document = document(Optional.empty(), before);
    var begun = before.begun(NOW);
    var routed = DeploymentChange.of(before, begun, slot()).document(Optional.of(document));
    assertEquals(Result.Committed, commit(routed));
    assertEquals(Optional.of(document), routing().current(PLUGIN, HERE));

    var moved =
        DeploymentChange.of(begun, begun.broken("it is", NOW), slot())
            .document(Optional.of(document));
    assertEquals(Result.RoutingMoved, commit(moved));
    assertEquals(Optional.of(begun), deployments().find(before.id()));
    var next = document(Optional.of(document), begun);
    var follows =
        DeploymentChange.of(begun, begun.broken("it is", NOW), slot()).document(Optional.of(next));
    assertEquals(Result.Committed, commit(follows));
    assertEquals(Optional.of(next), routing().current(PLUGIN, HERE));
  }

  @Test
  void pages_go_from_the_newest_to_the_oldest_and_miss_nothing() {
    var all =
        IntStream.range(0, 5)
            .mapToObj(it -> ended(deployment("1.0.0", NOW.plusSeconds(it))))
            .toList();
    var page = deployments().list(DeploymentFilter.ALL, PageRequest.first(2));
    // Whatever comes meanwhile stands before the first page.
    ended(deployment("1.0.0", NOW.plusSeconds(60)));
    List<Deployment> found = new ArrayList<>(page.items());
    while (page.next().isPresent()) {
      page = deployments().list(DeploymentFilter.ALL, new PageRequest(2, page.next()));
      found.addAll(page.items());
    }
    assertEquals(all.reversed(), found);
  }

  @Test
  void a_list_has_what_its_filter_names() {
    var ended = ended(deployment("1.0.0", NOW));
    var admitted = deployment("1.0.0", NOW.plusSeconds(1));
    admit(admitted);
    assertEquals(List.of(admitted, ended), list(DeploymentFilter.ALL));
    assertEquals(List.of(admitted, ended), list(filter(Optional.of(PLUGIN), Optional.empty())));
    assertEquals(List.of(), list(filter(Optional.of(PluginId.of("other")), Optional.empty())));
    assertEquals(
        List.of(ended), list(filter(Optional.empty(), Optional.of(DeploymentStatus.Failed))));
    assertEquals(
        List.of(),
        list(
            new DeploymentFilter(
                Optional.empty(), Optional.of(Environment.Production), Optional.empty())));
  }

  private static DeploymentFilter filter(
      Optional<PluginId> plugin, Optional<DeploymentStatus> status) {
    return new DeploymentFilter(plugin, Optional.empty(), status);
  }

  private List<Deployment> list(DeploymentFilter filter) {
    return deployments().list(filter, PageRequest.first(25)).items();
  }

  private DeploymentSlot slot() {
    return deployments().slot(PLUGIN, HERE);
  }

  private Result admit(Deployment deployment) {
    var slot = slot();
    return commit(
        DeploymentChange.creating(deployment, slot)
            .slot(slot.taken(deployment.id()))
            .messages(List.of()));
  }

  private Deployment ended(Deployment before) {
    admit(before);
    var failed = before.failed(DeploymentPhase.Withdrawn, DeploymentOutcome.FailedClean, "no", NOW);
    commit(DeploymentChange.of(before, failed, slot()).slot(slot().released()));
    return failed;
  }

  private Result commit(DeploymentChange.Builder change) {
    return deployments().commit(change.build("test", ORIGIN, NOW));
  }

  private static Deployment deployment(String version, Instant at) {
    return Deployment.requested(
        request(new DeploymentId(UUID.randomUUID()), version, at), Optional.empty());
  }

  private static DeploymentRequest request(DeploymentId id, String version, Instant at) {
    var plan =
        new Plan(
            "hash",
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            0,
            1,
            Duration.ofSeconds(4),
            21,
            new BigDecimal("0.0005"),
            Plan.Excluded.NOBODY,
            List.of());
    return new DeploymentRequest(
        id,
        PLUGIN,
        "markdown",
        HERE,
        new Direct(100),
        OnMisfit.Refuse,
        routed(id, version),
        plan,
        new Requester("ada", "ada", "ada@example.com"),
        at);
  }

  private static RoutedVersion routed(DeploymentId id, String version) {
    return new RoutedVersion(version, Digest.over(version), 10, id.toString(), "");
  }

  private static RoutingDocument document(Optional<RoutingDocument> before, Deployment by) {
    return before
        .map(RoutingDraft::new)
        .orElseGet(() -> new RoutingDraft(PLUGIN, "markdown", HERE))
        .withVersion(by.version())
        .withDefaultVersion(Optional.of(by.version().release()))
        .build(by.id().toString(), NOW, "");
  }

  private static Approval approval() {
    return new Approval(
        UUID.randomUUID(),
        new DeploymentId(UUID.randomUUID()),
        HERE,
        "markdown",
        "1.0.0",
        "hash",
        "ada",
        "ada",
        List.of(Approver.values()[0]),
        List.of(),
        ApprovalStatus.Pending,
        NOW,
        NOW.plus(Duration.ofHours(48)),
        Optional.empty(),
        1);
  }
}
