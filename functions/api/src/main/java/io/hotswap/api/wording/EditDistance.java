package io.hotswap.api.wording;

import java.util.List;
import java.util.function.ToIntBiFunction;

/// Levenshtein distance of two lists.
final class EditDistance {
  private EditDistance() {}

  /// @param replacing cost of a replacement; insertion and deletion cost 1
  static <T> int between(List<T> from, List<T> to, ToIntBiFunction<T, T> replacing) {
    var costs = new int[to.size() + 1];
    for (int j = 0; j <= to.size(); j++) {
      costs[j] = j;
    }
    for (int i = 1; i <= from.size(); i++) {
      int diagonal = costs[0];
      costs[0] = i;
      for (int j = 1; j <= to.size(); j++) {
        int replaced = diagonal + replacing.applyAsInt(from.get(i - 1), to.get(j - 1));
        diagonal = costs[j];
        costs[j] = Math.min(replaced, Math.min(costs[j], costs[j - 1]) + 1);
      }
    }
    return costs[to.size()];
  }

  static int between(String from, String to) {
    return between(letters(from), letters(to), (a, b) -> a.equals(b) ? 0 : 1);
  }

  private static List<Integer> letters(String text) {
    return text.codePoints().boxed().toList();
  }
}
