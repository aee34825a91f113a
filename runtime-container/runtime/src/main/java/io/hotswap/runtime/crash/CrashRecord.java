package io.hotswap.runtime.crash;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// The crashes that a version is blamed for: the process died while it was being loaded.
///
/// @param deaths consecutive crashes with this version as the only suspect
/// @param suspects how many versions may have caused the last crash, this one included
/// @param last when the last crash was found
record CrashRecord(int deaths, int suspects, Instant last) {
  static final CrashRecord NONE = new CrashRecord(0, 1, Instant.EPOCH);

  private static final int BEFORE_QUARANTINE = 2;
  private static final Duration QUARANTINE = Duration.ofDays(1);
  private static final Pattern LINE =
      Pattern.compile("(?<deaths>\\d{1,9}) (?<last>\\S+Z)( (?<suspects>\\d{1,9}))?\\s*");

  CrashRecord again(int suspects, Instant now) {
    return new CrashRecord(suspects == 1 ? deaths + 1 : deaths, suspects, now);
  }

  boolean isQuarantinedAt(Instant now) {
    return deaths >= BEFORE_QUARANTINE && now.isBefore(until());
  }

  Instant until() {
    return last.plus(QUARANTINE);
  }

  String line() {
    return deaths + " " + last + " " + suspects;
  }

  /// Parses a line; empty if it is malformed, since a process may die between creating a file and
  /// writing it.
  ///
  /// @param now replaces a later time, which was written by a wrong clock
  static Optional<CrashRecord> of(String line, Instant now) {
    var found = LINE.matcher(line);
    if (!found.matches()) {
      return Optional.empty();
    }
    try {
      var last = Instant.parse(found.group("last"));
      var suspects = Optional.ofNullable(found.group("suspects")).orElse("1");
      return Optional.of(
          new CrashRecord(
              Integer.parseInt(found.group("deaths")),
              Integer.parseInt(suspects),
              last.isAfter(now) ? now : last));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
