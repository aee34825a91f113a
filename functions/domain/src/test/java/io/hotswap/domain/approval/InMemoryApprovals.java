package io.hotswap.domain.approval;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.notification.Message;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Approvals in memory, as the deployments' table keeps them. */
public final class InMemoryApprovals implements Approvals {
  private final Map<UUID, Approval> stored;
  private final List<AuditRecord> audits;
  private final List<Message> messages;
  private final Map<DeploymentId, UUID> newest = new HashMap<>();

  /** What others do before the next commit. */
  public Runnable beforeCommit = () -> {};

  public InMemoryApprovals(
      Map<UUID, Approval> stored, List<AuditRecord> audits, List<Message> messages) {
    this.stored = stored;
    this.audits = audits;
    this.messages = messages;
  }

  @Override
  public Optional<Approval> find(UUID id) {
    return Optional.ofNullable(stored.get(id));
  }

  @Override
  public Optional<Approval> of(DeploymentId deploymentId) {
    return Optional.ofNullable(newest.get(deploymentId)).flatMap(this::find);
  }

  @Override
  public Page<Approval> list(Optional<ApprovalStatus> status, PageRequest page) {
    var following =
        stored.values().stream()
            .filter(it -> status.isEmpty() || it.status() == status.get())
            .filter(it -> page.after().filter(after -> place(it).compareTo(after) >= 0).isEmpty())
            .sorted(Comparator.comparing(InMemoryApprovals::place).reversed())
            .toList();
    var items = following.stream().limit(page.limit()).toList();
    return new Page<>(
        items,
        items.size() < following.size() ? Optional.of(place(items.getLast())) : Optional.empty());
  }

  private static String place(Approval it) {
    var at = it.createdAt();
    return "%020d.%09d#%s".formatted(at.getEpochSecond(), at.getNano(), it.id());
  }

  @Override
  public boolean commit(Approval after, AuditRecord audit, List<Message> told) {
    var race = beforeCommit;
    beforeCommit = () -> {};
    race.run();
    boolean toldBefore = told.stream().anyMatch(it -> isKnown(it.id()));
    if (toldBefore || !follows(after)) {
      return false;
    }
    put(after);
    audits.add(audit);
    messages.addAll(told);
    return true;
  }

  private boolean isKnown(UUID message) {
    return messages.stream().anyMatch(it -> it.id().equals(message));
  }

  /** Whether the stored revision is the one before. */
  public boolean follows(Approval after) {
    return find(after.id()).map(Approval::revision).orElse(0L) == after.revision() - 1;
  }

  /** As a part of a change that has been found possible. */
  public void put(Approval after) {
    stored.put(after.id(), after);
    if (after.revision() == 1) {
      newest.put(after.deploymentId(), after.id());
    }
  }
}
