package io.hotswap.domain.health;

import java.util.List;
import java.util.stream.Stream;

/// Evidence against "no more calls fail than allowed", valid at any number of evaluations.
///
/// A sequential test on slices of ten seconds. Under that hypothesis the expected ratio of the
/// failed to the allowed share is at most 1, however the calls within a slice are correlated. So `1
/// + BET × (share / allowed − 1)` is a fair bet at best, the product of such bets since any moment
///   is a supermartingale, and by Ville's inequality a weighted sum over the moments at which the
///   failures may have begun exceeds 1/alpha with a probability of at most alpha. The weights add
///   up to 1 over a watch of three days.
final class FailureEvidence {
  private static final double BET = 0.9;

  /// Weight of the hypothesis that failures began with the first calls; the rest is spread over all
  /// later moments.
  private static final double FROM_THE_START = 0.5;

  /// Spread over the 25,920 slices of three days.
  private static final double LATER = (1 - FROM_THE_START) / 25_920;

  private FailureEvidence() {}

  /// A slice of ten seconds that has calls.
  ///
  /// @param allowed share of the calls that may fail, above 0
  record Slice(CallCounts calls, double allowed) {
    private double bet() {
      return 1 + BET * (calls.errorShare() / allowed - 1);
    }
  }

  /// @param slices of some minutes up to now, in order
  /// @param fromTheStart whether they include the version's first calls
  /// @return the evidence as odds; 1 is neutral
  static double of(List<Slice> slices, boolean fromTheStart) {
    double evidence = 0;
    for (int i = 0; i < slices.size(); i++) {
      evidence += i == 0 && fromTheStart ? FROM_THE_START : LATER;
      evidence *= slices.get(i).bet();
    }
    return evidence;
  }

  /// Whether a test begun at any of these moments would have reached this evidence. The product is
  /// evaluated from the newest slice backwards, so no more pieces are read than needed.
  ///
  /// @param newestFirst pieces of the time; the slices of each in order
  static boolean everReached(double evidence, Stream<List<Slice>> newestFirst) {
    double since = 0;
    for (var piece : (Iterable<List<Slice>>) newestFirst::iterator) {
      for (var slice : piece.reversed()) {
        since = Math.max(since, FROM_THE_START) * slice.bet();
        if (since >= evidence) {
          return true;
        }
      }
    }
    return false;
  }
}
