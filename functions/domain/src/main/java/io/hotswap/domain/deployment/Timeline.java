package io.hotswap.domain.deployment;

import java.util.ArrayList;
import java.util.List;

/// What happened to a deployment, in order. People may pause and resume it, and nodes come and go,
/// for as long as they like: how it began and what happened last stay, what stands between gives
/// room.
final class Timeline {
  /// Of all entries together, as they are stored.
  static final int MOST_BYTES = 64_000;

  private static final int FIRST = 4;

  private Timeline() {}

  static List<TimelineEntry> grown(List<TimelineEntry> before, TimelineEntry next) {
    var all = new ArrayList<>(before);
    all.add(next);
    int bytes = all.stream().mapToInt(TimelineEntry::bytes).sum();
    if (bytes <= MOST_BYTES) {
      return all;
    }
    int omitted = 0;
    var last = next;
    while (bytes > MOST_BYTES) {
      last = all.remove(FIRST);
      bytes -= last.bytes();
      omitted += last.omitted().orElse(1);
    }
    all.add(FIRST, TimelineEntry.inPlaceOf(omitted, last));
    return all;
  }
}
