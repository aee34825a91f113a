package io.hotswap.domain.deployment;

import java.util.ArrayList;
import java.util.List;

/// The bounded log of a deployment. A deployment may be paused and resumed any number of times, so
/// the first and the newest entries are kept and those between are dropped when room runs out.
final class Timeline {
  /// Stored size of all entries together.
  static final int MOST_BYTES = 64_000;

  private static final int KEPT_AT_START = 4;

  private Timeline() {}

  static List<TimelineEntry> appended(List<TimelineEntry> before, TimelineEntry next) {
    var all = new ArrayList<>(before);
    all.add(next);
    int bytes = all.stream().mapToInt(TimelineEntry::bytes).sum();
    if (bytes <= MOST_BYTES) {
      return all;
    }
    int omitted = 0;
    var last = next;
    while (bytes > MOST_BYTES) {
      last = all.remove(KEPT_AT_START);
      bytes -= last.bytes();
      omitted += last.omitted().orElse(1);
    }
    all.add(KEPT_AT_START, TimelineEntry.omission(omitted, last));
    return all;
  }
}
