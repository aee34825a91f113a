package io.hotswap.domain.check;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The record of a version's checks, apart from the version, which never changes.
///
/// @param checks those that the version goes through; never empty
/// @param run counts executions of the state machine, from 1
/// @param beganAt when the current run began
/// @param revision increases with every write, from 1
public record VersionChecks(
    PluginId pluginId,
    SemanticVersion version,
    Digest digest,
    List<NamedCheck> checks,
    int run,
    Instant beganAt,
    long revision) {
  public VersionChecks {
    checks = List.copyOf(checks);
    if (checks.isEmpty()) {
      throw new IllegalArgumentException("A version has at least one check");
    }
  }

  /// All checks Pending: a version that was just registered.
  public static VersionChecks begun(
      PluginId pluginId, SemanticVersion version, Digest digest, Instant now) {
    return new VersionChecks(
        pluginId,
        version,
        digest,
        Arrays.stream(CheckName.values()).map(NamedCheck::pending).toList(),
        1,
        now,
        1);
  }

  /// Failed when any check failed, else Pending when any is, else Passed, with or without warnings.
  public CheckState state() {
    if (any(CheckState.Failed)) {
      return CheckState.Failed;
    }
    return any(CheckState.Pending) ? CheckState.Pending : CheckState.Passed;
  }

  /// When the last check ended; empty while one is Pending.
  public Optional<Instant> endedAt() {
    return any(CheckState.Pending)
        ? Optional.empty()
        : checks.stream().flatMap(it -> it.endedAt().stream()).max(Instant::compareTo);
  }

  public List<CheckName> pending() {
    return checks.stream()
        .filter(it -> it.state() == CheckState.Pending)
        .map(NamedCheck::name)
        .toList();
  }

  /// With the result of one of its checks, which replaces an earlier one.
  public VersionChecks with(CheckName name, CheckResult result, Instant now) {
    var after = checks.stream().map(it -> it.name() == name ? it.with(result, now) : it).toList();
    return new VersionChecks(pluginId, version, digest, after, run, beganAt, revision + 1);
  }

  /// For another execution of the state machine; what has ended stays.
  public VersionChecks again(Instant now) {
    return new VersionChecks(pluginId, version, digest, checks, run + 1, now, revision + 1);
  }

  /// Whether it is from before there was the check of what it holds.
  public boolean lacksInventory() {
    return checks.stream().noneMatch(it -> it.name() == CheckName.Inventory);
  }

  /// For another execution of the state machine, with the check that it lacks.
  public VersionChecks withInventory(Instant now) {
    var after =
        Stream.concat(checks.stream(), Stream.of(NamedCheck.pending(CheckName.Inventory))).toList();
    return new VersionChecks(pluginId, version, digest, after, run + 1, now, revision + 1);
  }

  private boolean any(CheckState state) {
    return checks.stream().anyMatch(it -> it.state() == state);
  }
}
