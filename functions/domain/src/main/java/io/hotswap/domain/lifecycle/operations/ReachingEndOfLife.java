package io.hotswap.domain.lifecycle.operations;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.lifecycle.Deprecation;
import io.hotswap.domain.lifecycle.DeprecationTasks;
import io.hotswap.domain.lifecycle.EndOfLifeAction;
import io.hotswap.domain.lifecycle.VersionLifecycle;
import io.hotswap.domain.lifecycle.VersionLifecycles;
import io.hotswap.domain.lifecycle.VersionLifecycles.Committed;
import io.hotswap.domain.notification.Outbox;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Runs on a schedule: does with the tenants of versions whose life has ended what was announced,
/// and tells the operators. What could not be done is tried again; the bulk changes that do it, and
/// the messages, have ids that are derived from the deprecation, so that nothing is done twice.
public final class ReachingEndOfLife {
  private static final int AT_ONCE = 100;

  private final VersionLifecycles lifecycles;
  private final DeprecationTasks tasks;
  private final VersionAudience audience;
  private final EndingAudience ending;
  private final Releases releases;
  private final Outbox outbox;
  private final EndOfLifeAction usual;
  private final InstantSource clock;

  /// @param usual where a deprecation does not say it
  public ReachingEndOfLife(
      VersionLifecycles lifecycles,
      DeprecationTasks tasks,
      VersionAudience audience,
      EndingAudience ending,
      Releases releases,
      Outbox outbox,
      EndOfLifeAction usual,
      InstantSource clock) {
    this.lifecycles = lifecycles;
    this.tasks = tasks;
    this.audience = audience;
    this.ending = ending;
    this.releases = releases;
    this.outbox = outbox;
    this.usual = usual;
    this.clock = clock;
  }

  /// @param done by environment, in sentences
  /// @param complete whether nothing is left to be tried again
  public record Reached(
      VersionLifecycle version, EndOfLifeAction action, List<String> done, boolean complete) {}

  /// @throws PartialFailure at the end, when any could not be handled
  public List<Reached> reach(Origin origin) {
    var due = lifecycles.due(clock.instant(), AT_ONCE);
    var untold = due.isEmpty() ? List.<VersionLifecycle>of() : untold(due);
    return PartialFailure.afterAll(
        due, it -> untold.contains(it) ? Optional.empty() : reached(it, origin));
  }

  /// Of whose deprecation somebody has yet to be told: never silently.
  private List<VersionLifecycle> untold(List<VersionLifecycle> due) {
    var open = tasks.open(AT_ONCE);
    return due.stream().filter(it -> open.stream().anyMatch(task -> task.isOf(it))).toList();
  }

  private Optional<Reached> reached(VersionLifecycle listed, Origin origin) {
    var now = clock.instant();
    var current = lifecycles.find(listed.pluginId(), listed.version());
    return current
        .lifecycle()
        .deprecation()
        .filter(it -> it.isDue(now))
        .map(it -> reached(current, it, origin, now));
  }

  private Reached reached(
      VersionLifecycle current, Deprecation deprecation, Origin origin, Instant now) {
    var action = deprecation.onEndOfLife().orElse(usual);
    var serves =
        audience
            .serving(current.pluginId(), Set.of(current.version()))
            .getOrDefault(current.version(), new TreeMap<>());
    var results =
        serves.entrySet().stream()
            .map(it -> ending.end(current, deprecation, action, it.getKey(), it.getValue(), origin))
            .toList();
    var done = results.stream().map(EndingAudience.Outcome::sentence).toList();
    var plugin = releases.pluginName(current.pluginId()).orElse(current.pluginId().toString());
    outbox.put(List.of(EndOfLifeMessages.of(plugin, current, deprecation, action, done, now)));
    boolean complete =
        results.stream().allMatch(EndingAudience.Outcome::complete)
            && ended(current, deprecation, origin, now);
    return new Reached(current, action, done, complete);
  }

  private boolean ended(
      VersionLifecycle current, Deprecation deprecation, Origin origin, Instant now) {
    var after = current.with(current.lifecycle().with(deprecation.ended(now)));
    var audit = LifecycleAudits.changed(current, after, "endOfLife", origin, now);
    return lifecycles.commit(after, Optional.empty(), Optional.empty(), audit) == Committed.Written;
  }
}
