package io.hotswap.domain.deployment;

import io.hotswap.domain.text.BoundedText;
import java.time.Instant;
import java.util.OptionalInt;

/// @param detail what happened, in one sentence for people
/// @param omitted present where that many entries stood that there is no room for any more
public record TimelineEntry(Instant at, DeploymentPhase phase, String detail, OptionalInt omitted) {
  public TimelineEntry {
    detail = BoundedText.sentence(detail);
  }

  TimelineEntry(Instant at, DeploymentPhase phase, String detail) {
    this(at, phase, detail, OptionalInt.empty());
  }

  /// @param last of the entries that it stands for
  static TimelineEntry inPlaceOf(int entries, TimelineEntry last) {
    var detail = "%d entries are left out here; the audit records have them".formatted(entries);
    return new TimelineEntry(last.at(), last.phase(), detail, OptionalInt.of(entries));
  }

  int bytes() {
    return 150 + BoundedText.bytes(detail);
  }
}
