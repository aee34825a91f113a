package io.hotswap.runtime.crash;

import java.time.Duration;
import java.time.Instant;

/// How often a process of this node died while it brought a version up.
///
/// @param deaths one after the other
/// @param last when the last one was found out
record CrashRecord(int deaths, Instant last) {
  private static final int BEFORE_QUARANTINE = 2;
  private static final Duration QUARANTINE = Duration.ofDays(1);

  CrashRecord again(Instant now) {
    return new CrashRecord(deaths + 1, now);
  }

  boolean isQuarantinedAt(Instant now) {
    return deaths >= BEFORE_QUARANTINE && now.isBefore(until());
  }

  Instant until() {
    return last.plus(QUARANTINE);
  }

  String line() {
    return deaths + " " + last;
  }

  static boolean isOne(String text) {
    return text.matches("\\d{1,9} \\S+Z");
  }

  static CrashRecord of(String line) {
    var parts = line.strip().split(" ", 2);
    return new CrashRecord(Integer.parseInt(parts[0]), Instant.parse(parts[1]));
  }
}
