package io.hotswap.domain.deployment;

import io.hotswap.domain.text.BoundedText;
import java.time.Instant;
import java.util.OptionalInt;

/// @param detail what happened, in one sentence for people
/// @param omitted number of dropped entries that this one stands for; empty for a real entry
public record TimelineEntry(Instant at, DeploymentPhase phase, String detail, OptionalInt omitted) {
  public TimelineEntry {
    detail = BoundedText.sentence(detail);
  }

  TimelineEntry(Instant at, DeploymentPhase phase, String detail) {
    this(at, phase, detail, OptionalInt.empty());
  }

  /// Stands for dropped entries.
  ///
  /// @param last the newest of them
  static TimelineEntry omission(int entries, TimelineEntry last) {
    var detail = "%d entries are left out here; the audit records have them".formatted(entries);
    return new TimelineEntry(last.at(), last.phase(), detail, OptionalInt.of(entries));
  }

  int bytes() {
    return 150 + BoundedText.bytes(detail);
  }
}
