package io.hotswap.domain.deployment.strategy;

import io.hotswap.domain.verdict.Conclusion;
import io.hotswap.domain.verdict.VerdictQuestion;
import java.time.Duration;
import java.util.Optional;

/// What a stage waits for once every node serves it.
public sealed interface Observation {
  /// When the next stage may begin at the earliest.
  Duration shortest();

  /// When it ends at the latest.
  default Duration longest() {
    return shortest();
  }

  /// Nothing more.
  record None() implements Observation {
    @Override
    public Duration shortest() {
      return Duration.ZERO;
    }
  }

  /// A pause, which an unhealthy node ends.
  record Wait(Duration shortest) implements Observation {}

  /// A verdict on the evidence.
  ///
  /// @param baseline version that the candidate is compared with; empty: the one that served before
  /// @param period after which a verdict decides; one of Worse may decide earlier
  /// @param extension additional time while the evidence does not suffice
  /// @param callsAreIndependent few tenants may be judged by their calls
  /// @param promotes the version that a person decides for by promoting; empty: the last stage
  ///   comes without a verdict
  record Judged(
      VerdictQuestion question,
      Optional<String> baseline,
      Duration period,
      Duration extension,
      boolean callsAreIndependent,
      Consequences consequences,
      Optional<String> promotes)
      implements Observation {
    @Override
    public Duration shortest() {
      return period;
    }

    @Override
    public Duration longest() {
      return period.plus(extension);
    }
  }

  /// @param inconclusive at the end of the extension
  record Consequences(
      Consequence better, Consequence same, Consequence worse, Consequence inconclusive) {
    public Consequence of(Conclusion conclusion) {
      return switch (conclusion) {
        case Better -> better;
        case Same -> same;
        case Worse -> worse;
        case Inconclusive -> inconclusive;
      };
    }
  }

  sealed interface Consequence {
    /// The next stage, if no node reports the version unhealthy.
    record Continue() implements Consequence {}

    /// The test is decided for a version.
    record Decide(String version) implements Consequence {}

    /// @param why followed by the verdict's reason
    record Stop(OnInconclusive how, String why) implements Consequence {}
  }
}
