package io.hotswap.domain.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.telemetry.TenantStats;
import io.hotswap.domain.verdict.statistics.Metric;
import io.hotswap.domain.verdict.statistics.Permutations;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Fewer than twenty tenants a side.
class FewTenantsTest {
  private static final VerdictQuestion HALVES = VerdictQuestion.ofStage(Criterion.defaults(), 1);
  private static final VerdictQuestion JUDGED = HALVES.withFewTenantsLooks(2, false);

  private static TenantStats calls(long calls, long failures, double millis) {
    return new TenantStats(calls, failures, calls * StrictMath.log(1_000 * millis), Map.of());
  }

  /// Tenants as unlike as can be, each as before but for what the candidate does.
  ///
  /// @param points of a hundred calls that fail more on the candidate
  private static Evidence evidence(int moved, int stay, long points, double slower) {
    Map<String, TenantStats> candidate = new HashMap<>();
    Map<String, TenantStats> baseline = new HashMap<>();
    Map<String, TenantStats> before = new HashMap<>();
    for (int i = 0; i < moved + stay; i++) {
      boolean isMoved = i < moved;
      long own = i % 5 == 0 ? 100 : 2 + i % 3;
      double millis = 5 * (1 + i * 7 % 11) * (1 + 0.01 * (i * 5 % 7 - 3));
      before.put("t" + i, calls(20_000, 10 * own, millis));
      (isMoved ? candidate : baseline)
          .put(
              "t" + i,
              calls(2_000, own + (isMoved ? 20 * points : 0), isMoved ? slower * millis : millis));
    }
    return new Evidence(candidate, baseline, before);
  }

  @ParameterizedTest
  @CsvSource({
    "8, 8, 0, 1.0, Same",
    "8, 8, 5, 1.0, Worse",
    "8, 8, 0, 2.0, Worse",
    "5, 44, 0, 1.0, Same",
    "5, 44, 20, 1.0, Worse",
    "19, 2000, 0, 1.0, Same",
    "19, 2000, 5, 1.0, Worse",
    // The candidate's side may be the larger one.
    "44, 5, 20, 1.0, Worse",
    "44, 5, 0, 1.0, Same",
  })
  void few_tenants_are_judged(
      int moved, int stay, long points, double slower, Conclusion expected) {
    var verdict = VerdictCalculator.judge(JUDGED, evidence(moved, stay, points, slower));

    assertEquals(expected, verdict.answer(), verdict.reason());
    assertTrue(verdict.reason().contains("by permutation"), verdict.reason());
  }

  /// alpha 0.02, two metrics, two looks: one in 200.
  @ParameterizedTest
  @CsvSource({"1, 2, 3, 3", "4, 4, 70, 8", "2, 14, 120, 16"})
  void too_few_choices_decide_nothing_and_say_so(int moved, int stay, int ways, int tenants) {
    var few = JUDGED.withMinimums(100, 1);
    var worse = VerdictCalculator.judge(few, evidence(moved, stay, 50, 4));

    assertEquals(Conclusion.Inconclusive, worse.answer());
    if (moved > 1) {
      var summary = ways + " ways to choose " + moved + " of " + tenants + ", and it takes 200";
      assertTrue(worse.reason().contains(summary), worse.reason());
    }
  }

  @Test
  void between_the_set_looks_nothing_is_said() {
    var verdict = VerdictCalculator.judge(HALVES, evidence(8, 8, 50, 1));

    assertEquals(Conclusion.Inconclusive, verdict.answer());
    assertTrue(verdict.reason().contains("at the end of the period"), verdict.reason());
  }

  /// On ninety calls without a failure an increase by a point would hardly be seen.
  @Test
  void no_failure_in_few_calls_is_no_pass() {
    Map<String, TenantStats> candidate = new HashMap<>();
    Map<String, TenantStats> baseline = new HashMap<>();
    for (int i = 0; i < 8; i++) {
      candidate.put("c" + i, calls(15, 0, 20 + i));
      baseline.put("b" + i, calls(15, 0, 20 + i));
    }
    var verdict = VerdictCalculator.judge(JUDGED, new Evidence(candidate, baseline, Map.of()));

    assertEquals(Conclusion.Inconclusive, verdict.findings().getFirst().answer());
  }

  @Test
  void what_hangs_on_one_tenant_is_said() {
    var evidence = evidence(8, 8, 0, 1);
    var candidate = new HashMap<>(evidence.candidate());
    candidate.put("t0", calls(38 * 14_000, 38 * 700, 5));
    var verdict =
        VerdictCalculator.judge(
            JUDGED, new Evidence(candidate, evidence.baseline(), evidence.before()));

    assertTrue(verdict.candidateHeaviest() > 0.95, verdict::toString);
    assertTrue(
        verdict.reason().contains("One of 8 tenants made 97 % of the candidate's calls"),
        verdict.reason());
    assertFalse(verdict.reason().contains("of the baseline's calls"), verdict.reason());
  }

  @Test
  void declared_independent_calls_of_three_tenants_are_judged() {
    var declared = JUDGED.withFewTenantsLooks(0, true).withMinimums(100, 1);

    assertEquals(Conclusion.Worse, VerdictCalculator.judge(declared, ofThree(1_000)).answer());
    var same = VerdictCalculator.judge(declared, ofThree(100));
    assertEquals(Conclusion.Same, same.answer(), same.reason());
    assertTrue(same.reason().contains("as the request declared"), same.reason());
  }

  /// @param failures of 20,000 calls of the candidate; of the others 100 fail
  private static Evidence ofThree(long failures) {
    var usual = calls(20_000, 100, 20);
    return new Evidence(
        Map.of("a", calls(20_000, failures, 20)),
        Map.of("b", usual, "c", usual),
        Map.of("a", usual, "b", usual, "c", usual));
  }

  @Test
  void of_an_unknown_figure_independent_calls_tell_nothing() {
    var criteria = List.of(Criterion.of(new Metric.Recorded("conversions")));
    var declared =
        VerdictQuestion.ofTest(criteria, 0.5).withFewTenantsLooks(2, true).withMinimums(100, 1);

    assertEquals(
        Conclusion.Inconclusive, VerdictCalculator.judge(declared, evidence(1, 2, 0, 1)).answer());
  }

  @Test
  void the_same_evidence_gives_the_same_verdict() {
    var evidence = evidence(8, 41, 2, 1.1);

    assertEquals(
        VerdictCalculator.judge(JUDGED, evidence), VerdictCalculator.judge(JUDGED, evidence));
  }

  @ParameterizedTest
  @CsvSource({"5, 2, 10", "8, 4, 70", "16, 2, 120", "15, 7, 6435"})
  void every_choice_is_made_once(int tenants, int chosen, int ways) {
    Set<List<Integer>> seen = new HashSet<>();
    Permutations.forEach(
        tenants, chosen, places -> seen.add(java.util.Arrays.stream(places).boxed().toList()));

    assertEquals(ways, seen.size());
    assertEquals(ways, Permutations.count(tenants, chosen));
    assertEquals(ways, Permutations.count(tenants, tenants - chosen));
  }
}
