package io.hotswap.supervisor;

import java.time.Duration;

/// How long to wait before the next host starts: not at all after one that has lived for a while,
/// longer with each that died at once.
record RestartPause(int quickDeaths) {
  private static final Duration LIVED = Duration.ofSeconds(10);
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int MOST_DOUBLINGS = 6;

  RestartPause after(Duration life) {
    return new RestartPause(life.compareTo(LIVED) >= 0 ? 0 : quickDeaths + 1);
  }

  // The first death of a young host may be a stranger's: it costs no pause either.
  Duration length() {
    if (quickDeaths <= 1) {
      return Duration.ZERO;
    }
    var pause = FIRST.multipliedBy(1L << Math.min(quickDeaths - 2, MOST_DOUBLINGS));
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }
}
