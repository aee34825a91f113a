package io.hotswap.domain.health;

import java.util.List;
import java.util.stream.Stream;

/// How strongly failing calls speak against "no more of them fail than allowed", however often one
/// looks.
///
/// A sequential test on ten seconds of calls each: under that hypothesis the share that fails, over
/// the share that is allowed, is 1 at most on average, whatever the calls of the same ten seconds
/// have in common. So `1 + BET × (share / allowed − 1)` is a fair bet at best, the product of such
/// bets since any moment is a martingale at most, and by Ville's inequality a weighted sum over the
/// moments at which the failures may have begun ever exceeds 1/alpha with a chance of alpha at
/// most. The weights add up to 1 over a watch of three days.
final class FailureEvidence {
  private static final double BET = 0.9;

  /// What is staked on failures from the first calls on; the rest lies on all later moments.
  private static final double FROM_THE_START = 0.5;

  /// The slices of three days.
  private static final double LATER = (1 - FROM_THE_START) / 25_920;

  private FailureEvidence() {}

  /// Ten seconds with calls.
  ///
  /// @param allowed share of the calls that may fail, above 0
  record Slice(CallCounts calls, double allowed) {
    private double bet() {
      return 1 + BET * (calls.errorShare() / allowed - 1);
    }
  }

  /// @param slices of some minutes up to now, in order
  /// @param fromTheStart whether they hold the version's first calls
  /// @return 1 when nothing speaks for either
  static double of(List<Slice> slices, boolean fromTheStart) {
    double evidence = 0;
    for (int i = 0; i < slices.size(); i++) {
      evidence += i == 0 && fromTheStart ? FROM_THE_START : LATER;
      evidence *= slices.get(i).bet();
    }
    return evidence;
  }

  /// Whether a test begun at any of these moments would ever have found so much. A product is the
  /// same from either end: no more is asked for than it takes.
  ///
  /// @param newestFirst pieces of the time; the slices of each in order
  static boolean everFound(double evidence, Stream<List<Slice>> newestFirst) {
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
