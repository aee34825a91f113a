package io.hotswap.domain.health;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/// Whether what tenants move to is worse than what they come from: by the triggers of the automatic
/// rollback, which watch a version only while it is deployed.
public final class MovedVersionHealth {
  private final TriggerEvaluator triggers;
  private final InstantSource clock;

  public MovedVersionHealth(TriggerEvaluator triggers, InstantSource clock) {
    this.triggers = triggers;
    this.clock = clock;
  }

  /// @param from the release that the tenants come from
  /// @param to the release that they go to
  /// @param since when they began to
  /// @return the first trigger that fires, with its numbers
  public Optional<String> fault(
      Environment environment, PluginId plugin, String from, String to, Instant since) {
    var watched =
        new WatchedVersion(
            environment,
            plugin,
            to,
            Optional.of(from),
            since,
            0,
            RollbackTriggers.MINIMUM_CALLS,
            Optional.empty());
    return Arrays.stream(Trigger.values()).flatMap(it -> fault(it, watched).stream()).findFirst();
  }

  private Optional<String> fault(Trigger trigger, WatchedVersion watched) {
    return triggers.evaluate(trigger, watched, clock.instant())
            instanceof TriggerState.Fires(var numbers)
        ? Optional.of("%s: %s".formatted(trigger.reason(), numbers))
        : Optional.empty();
  }
}
