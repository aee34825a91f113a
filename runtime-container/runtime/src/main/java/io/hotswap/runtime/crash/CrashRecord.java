package io.hotswap.runtime.crash;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// How a version stands that processes of this node died on while it was brought up.
///
/// @param deaths one after the other that nothing else can have caused
/// @param suspects how many versions may have caused the last one, this one included
/// @param last when that was found out
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

  /// Empty for what is none: a process may have died between making a file and writing it.
  ///
  /// @param now what is later was written by a clock that was wrong
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
