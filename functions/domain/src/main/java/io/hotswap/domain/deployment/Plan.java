package io.hotswap.domain.deployment;

import io.hotswap.domain.approval.Approver;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a deployment would do now.
///
/// @param hash of the approval terms (`ApprovalTermsDigest`). Counts of tenants and nodes are not
///   hashed, so a sign-up does not void an approval
/// @param criticalBecause why the change needs more approvers than usual; empty when it does not
/// @param stages in order
/// @param expectedDuration when every check passes at the first poll
/// @param stateTransitions of all state machines together, under the same assumption
/// @param priceUsd of these transitions
/// @param excluded tenants that it would go around
/// @param versionWarnings what speaks against the version, such as that it is deprecated
public record Plan(
    String hash,
    Optional<String> fromRelease,
    List<String> criticalBecause,
    List<Approver> approvals,
    List<Stage> stages,
    int knownTenants,
    int liveNodes,
    Duration expectedDuration,
    int stateTransitions,
    BigDecimal priceUsd,
    Excluded excluded,
    List<String> versionWarnings) {
  public Plan {
    criticalBecause = List.copyOf(criticalBecause);
    approvals = List.copyOf(approvals);
    stages = List.copyOf(stages);
    versionWarnings = List.copyOf(versionWarnings);
  }

  /// Those about the version, then one for each stage that cannot reach a verdict, with possible
  /// remedies.
  public List<String> warnings() {
    return Stream.concat(
            versionWarnings.stream(), stages.stream().flatMap(it -> it.warning().stream()))
        .toList();
  }

  /// The same, and this about the version.
  public Plan warning(Optional<String> more) {
    return more.isEmpty()
        ? this
        : new Plan(
            hash,
            fromRelease,
            criticalBecause,
            approvals,
            stages,
            knownTenants,
            liveNodes,
            expectedDuration,
            stateTransitions,
            priceUsd,
            excluded,
            Stream.concat(versionWarnings.stream(), more.stream()).toList());
  }

  /// The part that is approved.
  public ApprovalTerms terms() {
    return new ApprovalTerms(hash, fromRelease, criticalBecause, approvals);
  }

  /// Tenants whose configuration the version would refuse, and that stay where they are.
  ///
  /// @param number of all
  /// @param first by name, at most [#NAMED]
  public record Excluded(int number, List<Tenant> first) {
    public static final Excluded NOBODY = new Excluded(0, List.of());

    public static final int NAMED = 10;

    public Excluded {
      first = List.copyOf(first);
    }

    /// @param pointers into its configuration, to what does not fit
    public record Tenant(String name, List<String> pointers) {
      public Tenant {
        pointers = List.copyOf(pointers);
      }
    }
  }

  /// @param percentage of the tenants (Rolling: nodes) routed to the version after the stage
  /// @param tenants how many that is now
  /// @param nodes how many it affects now
  /// @param lasts minimum time before the next stage may begin
  /// @param gate condition for the next stage, in words
  /// @param verdict forecast for a judged stage; empty for any other
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

    public Stage withOutlook(Outlook outlook) {
      return new Stage(name, percentage, tenants, nodes, lasts, gate, Optional.of(outlook));
    }
  }

  /// Whether a stage can reach its verdict with the tenants and the traffic of the last 24 hours.
  ///
  /// @param reachable for a version that is no worse than the current one
  /// @param why explanation with the numbers
  /// @param wouldHelp changes of the request, each of which makes all stages' verdicts reachable
  public record Outlook(boolean reachable, String why, List<String> wouldHelp) {
    public Outlook {
      wouldHelp = List.copyOf(wouldHelp);
    }
  }
}
