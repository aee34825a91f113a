package io.hotswap.domain.verdict.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// The ways to choose the tenants that are moved: all of them where they are few, else a fixed
/// pseudo-random sample.
public final class Permutations {
  private static final int MAX_SAMPLED = 9_999;
  private static final long SEED = 20_261_101;

  private Permutations() {}

  /// Number of choices, the actual one included; infinite when beyond the range of a double.
  public static double count(int tenants, int moved) {
    double count = 1;
    for (int i = 1; i <= Math.min(moved, tenants - moved); i++) {
      count = count * (tenants - Math.min(moved, tenants - moved) + i) / i;
    }
    return Math.rint(count);
  }

  /// How many choices [#forEach] visits, the actual one included.
  public static int visited(int tenants, int moved) {
    return (int) Math.min(count(tenants, moved), MAX_SAMPLED + 1.0);
  }

  /// @param seen receives the indexes of the chosen tenants, of the smaller arm; the array is
  ///   reused
  public static void forEach(int tenants, int chosen, Consumer<int[]> seen) {
    if (count(tenants, chosen) <= MAX_SAMPLED + 1.0) {
      all(tenants, chosen, seen);
    } else {
      some(tenants, chosen, seen);
    }
  }

  private static void all(int tenants, int chosen, Consumer<int[]> seen) {
    var places = new int[chosen];
    Arrays.setAll(places, it -> it);
    while (true) {
      seen.accept(places);
      int i = chosen - 1;
      while (i >= 0 && places[i] == tenants - chosen + i) {
        i--;
      }
      if (i < 0) {
        return;
      }
      places[i]++;
      for (int j = i + 1; j < chosen; j++) {
        places[j] = places[j - 1] + 1;
      }
    }
  }

  private static void some(int tenants, int chosen, Consumer<int[]> seen) {
    var random = new SplittableRandom(SEED);
    var order = new int[tenants];
    Arrays.setAll(order, it -> it);
    for (int i = 0; i < MAX_SAMPLED; i++) {
      for (int place = 0; place < chosen; place++) {
        int other = place + random.nextInt(tenants - place);
        int held = order[place];
        order[place] = order[other];
        order[other] = held;
      }
      seen.accept(Arrays.copyOf(order, chosen));
    }
  }
}
