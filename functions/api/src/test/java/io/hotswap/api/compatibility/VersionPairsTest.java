package io.hotswap.api.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.compatibility.Compatibility;
import io.hotswap.domain.compatibility.ContractChange;
import io.hotswap.domain.compatibility.VersionComparison;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Pairs of versions that differ in a known way.
class VersionPairsTest {
  static List<VersionPair> pairs() throws IOException {
    return VersionPair.all();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void has_the_right_answer(VersionPair pair) {
    var comparison = pair.compare();
    assertEquals(pair.answer(), comparison.compatibility(), () -> comparison.changes().toString());
  }

  @Test
  void there_are_sixty_pairs_and_of_fifteen_nothing_is_known() throws IOException {
    assertTrue(VersionPair.all().size() >= 60, VersionPair.all().size() + " pairs");
    assertTrue(
        VersionPair.all().stream().filter(it -> it.answer() == Compatibility.Unknown).count()
            >= 15);
  }

  @Test
  void the_answer_says_what_and_why() {
    var change =
        only(
            VersionPair.compare(
                "{\"operations\":[{\"name\":\"pay\",\"input\":{\"mediaType\":\"application/json\",\"schema\":{\"type\":\"integer\"}},\"output\":{\"mediaType\":\"text/plain\"}}]}",
                "{\"operations\":[{\"name\":\"pay\",\"input\":{\"mediaType\":\"application/json\",\"schema\":{\"type\":\"integer\",\"maximum\":10}},\"output\":{\"mediaType\":\"text/plain\"}}]}"));
    assertEquals("/operations/pay/input", change.pointer());
    assertEquals(
        "What the operation pay takes breaks with the earlier version: for example, 11 fits one"
            + " version only.",
        change.detail());
  }

  @Test
  void the_sample_plugins_history() throws IOException {
    var comparison = VersionPair.sampleHistory();
    assertEquals(List.of(), comparison.changes());
  }

  private static ContractChange only(VersionComparison comparison) {
    assertEquals(1, comparison.changes().size(), () -> comparison.changes().toString());
    return comparison.changes().getFirst();
  }
}
