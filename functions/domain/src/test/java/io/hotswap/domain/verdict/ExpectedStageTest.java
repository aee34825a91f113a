package io.hotswap.domain.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a plan foretells is what the judge says of the same evidence.
class ExpectedStageTest {
  private static final Duration DAY = Duration.ofDays(1);

  @ParameterizedTest
  @CsvSource({
    "3, 1, 100, 2, Permutation",
    "16, 2, 100, 2, Permutation",
    "16, 8, 100, 2, Permutation",
    "16, 8, 0.001, 2, Permutation",
    "38, 19, 0.01, 0, Permutation",
    "16, 8, 100, 0, Permutation",
    "60, 30, 100, 2, Sequential",
    "60, 30, 0.01, 2, Sequential",
    "3, 1, 100, 2, Calls",
    "3, 1, 0.01, 2, Calls"
  })
  void it_is_told_the_same_for_the_same_reason(
      int tenants, int moved, double callsPerSecond, int looks, ComparisonMethod comparisonMethod) {
    var stage = new ExpectedStage(tenants, moved, callsPerSecond, 0.005, 1, DAY);
    var question =
        VerdictQuestion.ofStage(Criterion.defaults(), 3)
            .withFewTenantsLooks(looks, comparisonMethod == ComparisonMethod.Calls)
            .withMinimums(100, comparisonMethod == ComparisonMethod.Calls ? 1 : 2);
    for (int seed = 0; seed < 5; seed++) {
      var evidence = stage.evidence(Duration.ofMinutes(10), seed);
      var whole = VerdictCalculator.judge(question, evidence);
      var brief = VerdictCalculator.judgeBriefly(question, evidence);
      assertEquals(whole.answer(), brief.answer());
      assertEquals(whole.reason(), brief.reason());
      assertTrue(brief.findings().isEmpty() || brief.equals(whole), brief::reason);
    }
  }
}
