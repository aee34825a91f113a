package io.hotswap.domain.lifecycle.operations;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.lifecycle.Deprecation;
import io.hotswap.domain.lifecycle.DeprecationTask;
import io.hotswap.domain.lifecycle.DeprecationTasks;
import io.hotswap.domain.lifecycle.VersionLifecycle;
import io.hotswap.domain.lifecycle.VersionLifecycles;
import io.hotswap.domain.lifecycle.VersionLifecycles.Committed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Runs on a schedule: some time before a version's life ends it has those told again whom the
/// version still serves. [TellingDeprecations] writes to them.
public final class RemindingOfEndOfLife {
  // All whose end is near, whether they were told again or not, are read at once.
  private static final int AT_ONCE = 1_000;
  private static final int TASKS = 100;

  private final VersionLifecycles lifecycles;
  private final DeprecationTasks tasks;
  private final Duration notice;
  private final InstantSource clock;

  /// @param notice how long before its end; zero: nobody is told again
  public RemindingOfEndOfLife(
      VersionLifecycles lifecycles, DeprecationTasks tasks, Duration notice, InstantSource clock) {
    this.lifecycles = lifecycles;
    this.tasks = tasks;
    this.notice = notice;
    this.clock = clock;
  }

  /// @return the versions of whose end somebody is told again
  /// @throws PartialFailure at the end, when any could not be handled
  public List<VersionLifecycle> remind(Origin origin) {
    var now = clock.instant();
    var near = near(now);
    // Who has yet to be told for the first time is not told twice at once.
    var untold = near.isEmpty() ? List.<DeprecationTask>of() : tasks.open(TASKS);
    return PartialFailure.afterAll(
        near.stream().filter(it -> untold.stream().noneMatch(task -> task.isOf(it))).toList(),
        it -> reminded(it, origin, now));
  }

  private List<VersionLifecycle> near(Instant now) {
    return notice.isZero()
        ? List.of()
        : lifecycles.due(now.plus(notice), AT_ONCE).stream()
            .filter(it -> isToBeReminded(it, now))
            .toList();
  }

  private boolean isToBeReminded(VersionLifecycle it, Instant now) {
    return it.lifecycle()
        .deprecation()
        .filter(deprecation -> deprecation.isToBeReminded(now, notice))
        .isPresent();
  }

  /// Empty when it was changed meanwhile: the next run looks again.
  private Optional<VersionLifecycle> reminded(VersionLifecycle listed, Origin origin, Instant now) {
    var current = lifecycles.find(listed.pluginId(), listed.version());
    return current
        .lifecycle()
        .deprecation()
        .filter(it -> it.isToBeReminded(now, notice))
        .flatMap(it -> written(current, it.reminded(now), origin, now));
  }

  private Optional<VersionLifecycle> written(
      VersionLifecycle current, Deprecation reminded, Origin origin, Instant now) {
    var after = current.with(current.lifecycle().with(reminded));
    var audit = LifecycleAudits.changed(current, after, "remindOfEndOfLife", origin, now);
    var task = DeprecationTask.of(after, now);
    return lifecycles.commit(after, Optional.empty(), Optional.of(task), audit) == Committed.Written
        ? Optional.of(after)
        : Optional.empty();
  }
}
