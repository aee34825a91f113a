package io.hotswap.domain.deployment;

import io.hotswap.domain.approval.Approver;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a deployment would do now.
///
/// @param hash of what gets approved (`ApprovalTermsDigest`). Counts are shown, not hashed: a
///   sign-up voids nothing
/// @param criticalBecause why it takes more approvers than usual; empty when it does not
/// @param stages in order
/// @param expectedDuration with every check passing at its first look
/// @param stateTransitions of all state machines together, likewise
/// @param priceUsd of these transitions
public record Plan(
    String hash,
    Optional<String> fromVersion,
    List<String> criticalBecause,
    List<Approver> approvals,
    List<Stage> stages,
    int knownTenants,
    int liveNodes,
    Duration expectedDuration,
    int stateTransitions,
    BigDecimal priceUsd) {
  public Plan {
    criticalBecause = List.copyOf(criticalBecause);
    approvals = List.copyOf(approvals);
    stages = List.copyOf(stages);
  }

  /// Which stages' verdicts are not to be expected, and what would help.
  public List<String> warnings() {
    return stages.stream().flatMap(it -> it.warning().stream()).toList();
  }

  /// The part that gets approved.
  public ApprovalTerms terms() {
    return new ApprovalTerms(hash, fromVersion, criticalBecause, approvals);
  }

  /// @param percentage of the tenants (Rolling: nodes) that go to the version once it is done
  /// @param tenants how many that is now
  /// @param nodes how many it touches now
  /// @param lasts before the next stage may begin
  /// @param gate what must hold before it may
  /// @param verdict whether one can be reached, where the stage asks for one
  public record Stage(
      String name,
      int percentage,
      int tenants,
      int nodes,
      Duration lasts,
      String gate,
      Optional<Outlook> verdict) {
    public Stage(String name, int percentage, int tenants, int nodes, Duration lasts, String gate) {
      this(name, percentage, tenants, nodes, lasts, gate, Optional.empty());
    }

    private Optional<String> warning() {
      return verdict
          .filter(it -> !it.reachable())
          .map(
              it ->
                  "%s: %s Any of these would help: %s."
                      .formatted(name, it.why(), String.join("; ", it.wouldHelp())));
    }

    public Stage foreseeing(Outlook outlook) {
      return new Stage(name, percentage, tenants, nodes, lasts, gate, Optional.of(outlook));
    }
  }

  /// Whether a stage can reach its verdict with the tenants and the traffic of the last day.
  ///
  /// @param reachable for a version that is no worse
  /// @param why with the numbers
  /// @param wouldHelp changes of the request, any of which makes all stages' verdicts reachable
  public record Outlook(boolean reachable, String why, List<String> wouldHelp) {
    public Outlook {
      wouldHelp = List.copyOf(wouldHelp);
    }
  }
}
