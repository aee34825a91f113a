package io.hotswap.domain.deployment;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.Bundle;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.text.BoundedText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// One rollback of a deployment.
///
/// @param actor the requester's name, or `HotSwap` for a trigger
/// @param evidence the numbers that a trigger fired on
/// @param fromRelease the release that is removed
/// @param target the release that is restored; empty when nothing served before
/// @param generation of the routing document that reverted the change; 0 before it is written, or
///   when the routing document had nothing to revert
/// @param restoredBundle the restored bundle of a tenant without a configuration
/// @param traceparent of the request or trigger
public record Rollback(
    UUID id,
    Instant at,
    String actor,
    Optional<String> reason,
    Optional<String> evidence,
    String fromRelease,
    Optional<RoutedVersion> target,
    long generation,
    Optional<String> restoredBundle,
    Status status,
    Optional<Instant> completedAt,
    String traceparent) {
  public Rollback {
    actor = BoundedText.name(actor);
    reason = reason.map(BoundedText::sentence);
    evidence = evidence.map(BoundedText::sentence);
  }

  public enum Status {
    Pending,
    InProgress,
    Completed,
    Failed
  }

  /// @param id derived from the request, so that the rollback is carried out once
  public record Request(
      UUID id,
      String actor,
      Optional<String> reason,
      Optional<String> evidence,
      String traceparent) {}

  public static Rollback requested(
      Request requested,
      PluginId pluginId,
      String fromRelease,
      Optional<RoutedVersion> target,
      Instant now) {
    return new Rollback(
        requested.id(),
        now,
        requested.actor(),
        requested.reason(),
        requested.evidence(),
        fromRelease,
        target,
        0,
        target.map(it -> Bundle.of(pluginId, it, 0).text()),
        Status.Pending,
        Optional.empty(),
        requested.traceparent());
  }

  public Optional<String> toRelease() {
    return target.map(RoutedVersion::release);
  }

  private Rollback restoring(PluginId pluginId, Optional<RoutedVersion> instead) {
    return new Rollback(
        id,
        at,
        actor,
        reason,
        evidence,
        fromRelease,
        instead,
        generation,
        instead.map(it -> Bundle.of(pluginId, it, 0).text()),
        status,
        completedAt,
        traceparent);
  }

  Rollback withGeneration(long written) {
    return with(written, Status.InProgress, Optional.empty());
  }

  Rollback ended(Status how, Instant now) {
    return with(generation, how, Optional.of(now));
  }

  private Rollback with(long written, Status now, Optional<Instant> end) {
    return new Rollback(
        id,
        at,
        actor,
        reason,
        evidence,
        fromRelease,
        target,
        written,
        restoredBundle,
        now,
        end,
        traceparent);
  }

  /// The rollbacks of a deployment with another one, which is the only one under way.
  static List<Rollback> withAdmitted(List<Rollback> before, Rollback rollback, Instant now) {
    // A rollback that is still open here belonged to an execution that died.
    var all =
        new ArrayList<>(
            withLast(
                before,
                it -> it.completedAt().isPresent() ? it : it.ended(Rollback.Status.Failed, now)));
    all.add(rollback);
    return all;
  }

  static List<Rollback> lastRestoring(
      List<Rollback> before, PluginId pluginId, Optional<RoutedVersion> instead) {
    return withLast(before, it -> it.restoring(pluginId, instead));
  }

  static List<Rollback> lastReverted(List<Rollback> before, long generation) {
    return withLast(before, it -> it.withGeneration(generation));
  }

  static List<Rollback> lastEnded(List<Rollback> before, Rollback.Status status, Instant now) {
    return withLast(before, it -> it.ended(status, now));
  }

  private static List<Rollback> withLast(List<Rollback> before, UnaryOperator<Rollback> change) {
    if (before.isEmpty()) {
      return before;
    }
    var all = new ArrayList<>(before);
    all.set(all.size() - 1, change.apply(all.getLast()));
    return all;
  }
}
