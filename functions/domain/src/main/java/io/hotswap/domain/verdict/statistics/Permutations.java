package io.hotswap.domain.verdict.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// The ways to choose which tenants are moved: all of them where they are few, else a sample that
/// is the same every time.
public final class Permutations {
  private static final int MOST = 9_999;
  private static final long SEED = 20_261_101;

  private Permutations() {}

  /// How many there are, the one that happened included; infinite beyond all need.
  public static double count(int tenants, int moved) {
    double count = 1;
    for (int i = 1; i <= Math.min(moved, tenants - moved); i++) {
      count = count * (tenants - Math.min(moved, tenants - moved) + i) / i;
    }
    return Math.rint(count);
  }

  /// How many [#forEach] tells, the one that happened included.
  public static int told(int tenants, int moved) {
    return (int) Math.min(count(tenants, moved), MOST + 1.0);
  }

  /// @param seen is handed the chosen tenants' places, of the smaller side; the array is used again
  public static void forEach(int tenants, int chosen, Consumer<int[]> seen) {
    if (count(tenants, chosen) <= MOST + 1.0) {
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
    for (int i = 0; i < MOST; i++) {
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
