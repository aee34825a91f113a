package io.hotswap.domain.check;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.text.BoundedText;
import java.time.Instant;
import java.util.ArrayList;
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
/// @param rescan that the scan for malware is to be run again; until it ends its result stays
public record VersionChecks(
    PluginId pluginId,
    SemanticVersion version,
    Digest digest,
    List<NamedCheck> checks,
    int run,
    Instant beganAt,
    long revision,
    Optional<Rescan> rescan) {
  public VersionChecks {
    checks = List.copyOf(checks);
    if (checks.isEmpty()) {
      throw new IllegalArgumentException("A version has at least one check");
    }
  }

  /// Without a scan that is to be run again.
  public VersionChecks(
      PluginId pluginId,
      SemanticVersion version,
      Digest digest,
      List<NamedCheck> checks,
      int run,
      Instant beganAt,
      long revision) {
    this(pluginId, version, digest, checks, run, beganAt, revision, Optional.empty());
  }

  /// @param since when it was asked for
  /// @param delayed why it has no result yet, where that is known
  public record Rescan(Instant since, Optional<String> delayed) {
    public Rescan {
      delayed = delayed.map(BoundedText::name);
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

  /// What another run of the machine has to do: what is Pending, and a scan that is to be run
  /// again.
  public List<CheckName> due() {
    var due = new ArrayList<>(pending());
    if (rescan.isPresent() && !due.contains(CheckName.Malware)) {
      due.add(CheckName.Malware);
    }
    return List.copyOf(due);
  }

  /// With the result of one of its checks, which replaces an earlier one. A delay replaces none.
  public VersionChecks with(CheckName name, CheckResult result, Instant now) {
    boolean again = name == CheckName.Malware && rescan.isPresent();
    return again && result instanceof CheckResult.Delayed(var reason)
        ? next(checks, Optional.of(new Rescan(rescan.get().since(), Optional.of(reason))))
        : next(
            checks.stream().map(it -> it.name() == name ? it.with(result, now) : it).toList(),
            again ? Optional.empty() : rescan);
  }

  private VersionChecks next(List<NamedCheck> after, Optional<Rescan> scan) {
    return new VersionChecks(pluginId, version, digest, after, run, beganAt, revision + 1, scan);
  }

  /// For another execution of the state machine; what has ended stays.
  public VersionChecks again(Instant now) {
    return again(checks, rescan, now);
  }

  /// For another execution of the state machine, which scans for malware once more, and looks for
  /// libraries again that were missing.
  public VersionChecks scannedAgain(Instant now) {
    boolean missing =
        checks.stream()
            .anyMatch(it -> it.name() == CheckName.Libraries && it.state() == CheckState.Failed);
    var due =
        checks.stream()
            .map(
                it ->
                    missing && CheckName.OF_LIBRARIES.contains(it.name())
                        ? NamedCheck.pending(it.name())
                        : it)
            .toList();
    return again(due, Optional.of(new Rescan(now, Optional.empty())), now);
  }

  private VersionChecks again(List<NamedCheck> these, Optional<Rescan> scan, Instant now) {
    return new VersionChecks(pluginId, version, digest, these, run + 1, now, revision + 1, scan);
  }

  /// Whether it is from before there were checks that earlier versions go through, too.
  public boolean lacksChecks() {
    return !lacking().isEmpty();
  }

  private List<CheckName> lacking() {
    return CheckName.OF_EARLIER_VERSIONS.stream()
        .filter(name -> checks.stream().noneMatch(it -> it.name() == name))
        .toList();
  }

  /// For another execution of the state machine, with the checks that it lacks.
  public VersionChecks withLackingChecks(Instant now) {
    var after =
        Stream.concat(checks.stream(), lacking().stream().map(NamedCheck::pending)).toList();
    return again(after, rescan, now);
  }

  private boolean any(CheckState state) {
    return checks.stream().anyMatch(it -> it.state() == state);
  }
}
