package io.hotswap.domain.tenant.bulk;

import java.time.Duration;

/// That the lines of a job are carried out a few at a time, with time between to look at what came
/// of them.
///
/// @param tenants of each wave
/// @param pause after each
public record Waves(int tenants, Duration pause) {
  /// The lines of a wave are one part of a job.
  public static final int MOST_TENANTS = BulkJobs.PART;

  /// A job is written in one transaction, a part an item.
  public static final int MOST_WAVES = 95;

  public static final Duration LONGEST_PAUSE = Duration.ofDays(7);
  private static final int USUAL_WAVES = 10;
  private static final Duration USUAL_PAUSE = Duration.ofMinutes(1);

  public Waves {
    if (tenants < 1 || tenants > MOST_TENANTS) {
      throw new IllegalArgumentException("A wave has 1 to 200 tenants, not " + tenants);
    }
    if (pause.isNegative() || pause.compareTo(LONGEST_PAUSE) > 0) {
      throw new IllegalArgumentException("A pause takes up to " + LONGEST_PAUSE + ", not " + pause);
    }
  }

  /// Ten with a minute between them, as far as they are not too large.
  public static Waves usual(int tenants) {
    int each = Math.ceilDiv(tenants, USUAL_WAVES);
    return new Waves(Math.clamp(each, 1, MOST_TENANTS), USUAL_PAUSE);
  }

  /// Tenants that they are enough for.
  public int most() {
    return tenants * MOST_WAVES;
  }

  Waves withoutPause() {
    return new Waves(tenants, Duration.ZERO);
  }
}
