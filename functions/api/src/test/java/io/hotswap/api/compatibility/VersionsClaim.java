package io.hotswap.api.compatibility;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hotswap.domain.compatibility.Compatibility;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Which answers are right, of pairs with a known change: the argument is the file for the figures.
final class VersionsClaim {
  private VersionsClaim() {}

  public static void main(String[] arguments) throws IOException {
    var pairs = VersionPair.all();
    var right = pairs.stream().filter(VersionsClaim::isRight).toList();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("pairs", pairs.size());
    figures.put("right", right.size());
    for (var answer : Compatibility.values()) {
      figures.put(answer.name().toLowerCase(Locale.ROOT), count(pairs, answer));
      figures.put(answer.name().toLowerCase(Locale.ROOT) + "_right", count(right, answer));
    }
    var history = VersionPair.sampleHistory();
    figures.put("sample_1_0_to_1_1", history.compatibility().name());
    new ObjectMapper().writeValue(Path.of(arguments[0]).toFile(), figures);
    boolean holds =
        right.size() == pairs.size() && history.compatibility() == Compatibility.Compatible;
    System.exit(holds ? 0 : 1);
  }

  private static boolean isRight(VersionPair pair) {
    return pair.compare().compatibility() == pair.answer();
  }

  private static long count(List<VersionPair> pairs, Compatibility answer) {
    return pairs.stream().filter(it -> it.answer() == answer).count();
  }
}
