package io.hotswap.domain.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.telemetry.TenantStats;
import io.hotswap.domain.verdict.statistics.Metric;
import io.hotswap.domain.verdict.statistics.SampleRatio;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictCalculatorTest {
  private static final VerdictQuestion CANARY = VerdictQuestion.ofStage(Criterion.defaults(), 3);
  private static final Seen GOOD = Seen.tenants(200, 200, 1);

  private static Verdict judge(Seen candidate, Seen baseline) {
    return VerdictCalculator.judge(CANARY, candidate.against(baseline));
  }

  private static Conclusion answer(Seen candidate, Seen baseline) {
    return judge(candidate, baseline).answer();
  }

  @Test
  void a_candidate_like_its_baseline_is_the_same() {
    assertEquals(Conclusion.Same, answer(GOOD, GOOD));
  }

  @Test
  void five_times_the_errors_are_worse() {
    assertEquals(Conclusion.Worse, answer(Seen.tenants(200, 200, 5), GOOD));
  }

  @Test
  void fewer_errors_are_better() {
    assertEquals(Conclusion.Better, answer(GOOD, Seen.tenants(200, 200, 10)));
  }

  @Test
  void faster_is_better_and_slower_is_worse() {
    assertEquals(Conclusion.Better, answer(GOOD.taking(10), GOOD.taking(20)));
    assertEquals(Conclusion.Worse, answer(GOOD.taking(30), GOOD.taking(20)));
  }

  @Test
  void better_on_one_metric_does_not_make_up_for_worse_on_another() {
    assertEquals(Conclusion.Worse, answer(GOOD.taking(30), Seen.tenants(200, 200, 10).taking(20)));
  }

  @ParameterizedTest
  @CsvSource({"2.9, false", "3.0, false", "3.1, true"})
  void more_errors_within_a_point_are_tolerated_and_beyond_it_are_not(
      double percent, boolean worse) {
    var candidate = Seen.tenants(2_000, 1_000, Math.round(10 * percent));
    var verdict = judge(candidate, Seen.tenants(2_000, 1_000, 20));

    assertEquals(worse, verdict.answer() == Conclusion.Worse, verdict.reason());
  }

  @ParameterizedTest
  @CsvSource({"23.9, false", "24.1, true"})
  void a_fifth_more_latency_is_where_worse_begins(double millis, boolean worse) {
    var big = Seen.tenants(10_000, 200, 1);

    assertEquals(worse, answer(big.taking(millis), big.taking(20)) == Conclusion.Worse);
  }

  @ParameterizedTest
  @CsvSource({"0.4, false", "1.1, false", "1.3, true"})
  void less_than_a_millisecond_more_is_the_same_whatever_it_is_a_multiple_of(
      double millis, boolean worse) {
    var big = Seen.tenants(10_000, 200, 1);
    var verdict = judge(big.taking(millis), big.taking(0.2));

    assertEquals(worse ? Conclusion.Worse : Conclusion.Same, verdict.answer(), verdict.reason());
  }

  @Test
  void surely_worse_by_less_than_the_margin_is_the_same() {
    var verdict = judge(Seen.tenants(400, 2_000, 20), Seen.tenants(400, 2_000, 10));

    assertTrue(verdict.findings().getFirst().low() > 0);
    assertEquals(Conclusion.Same, verdict.answer());
  }

  @Test
  void one_tenants_trouble_is_not_the_versions() {
    var evidence = GOOD.against(GOOD);
    var candidate = new HashMap<>(evidence.candidate());
    candidate.put("heavy", new TenantStats(5_000, 5_000, 5e4, Map.of()));
    var verdict =
        VerdictCalculator.judge(CANARY, new Evidence(candidate, evidence.baseline(), Map.of()));

    assertNotEquals(Conclusion.Worse, verdict.answer(), verdict.reason());
  }

  @Test
  void a_hundred_calls_that_all_fail_on_both_sides_do_not_pass() {
    var failing = Seen.tenants(20, 5, 5);
    var errors = judge(failing, failing).findings().getFirst();

    assertEquals(Conclusion.Inconclusive, errors.answer());
    assertTrue(errors.low() < -0.01 && errors.high() > 0.01, errors::toString);
  }

  @Test
  void what_tenants_were_like_before_makes_them_comparable() {
    var before = new HashMap<String, TenantStats>();
    var unlike = new Evidence(unlike("c", 30, before), unlike("b", 120, before), Map.of());
    var allowedFor = new Evidence(unlike.candidate(), unlike.baseline(), before);

    assertEquals(
        Conclusion.Inconclusive,
        VerdictCalculator.judge(CANARY, unlike).findings().getLast().answer());
    assertEquals(
        Conclusion.Same, VerdictCalculator.judge(CANARY, allowedFor).findings().getLast().answer());
  }

  /// From 5 ms to a second, the same now as before, give or take.
  private static Map<String, TenantStats> unlike(
      String name, int tenants, Map<String, TenantStats> before) {
    var arm = new HashMap<String, TenantStats>();
    for (int i = 0; i < tenants; i++) {
      double log = Math.log(5_000) + i * 37 % tenants * Math.log(200) / tenants;
      before.put(name + i, new TenantStats(300, 1, 300 * log, Map.of()));
      double now = log + 0.05 * (i % 3 - 1);
      arm.put(name + i, new TenantStats(50, 0, 50 * now, Map.of()));
    }
    return arm;
  }

  @Test
  void few_good_calls_do_not_pass() {
    assertEquals(Conclusion.Inconclusive, answer(Seen.tenants(20, 5, 0), Seen.tenants(20, 5, 0)));
  }

  @ParameterizedTest
  @CsvSource({"19, 1000, Inconclusive", "20, 1000, Worse", "20, 4, Inconclusive", "20, 5, Worse"})
  void nothing_is_said_below_twenty_tenants_or_a_hundred_calls(
      int tenants, long calls, Conclusion expected) {
    var failing = Seen.tenants(tenants, calls, calls);

    assertEquals(expected, answer(failing, Seen.tenants(2_000, 200, 0)));
  }

  @Test
  void the_baseline_needs_its_calls_too() {
    assertEquals(Conclusion.Inconclusive, answer(GOOD, Seen.tenants(19, 1_000, 5)));
  }

  @Test
  void no_calls_at_all_are_never_a_pass() {
    assertEquals(Conclusion.Inconclusive, answer(Seen.NOBODY, Seen.NOBODY));
    assertEquals(Conclusion.Inconclusive, answer(Seen.NOBODY, GOOD));
    assertEquals(Conclusion.Inconclusive, answer(GOOD, Seen.NOBODY));
  }

  @Test
  void the_same_evidence_gives_an_equal_verdict() {
    var evidence = Seen.tenants(200, 200, 3).taking(21).against(GOOD);

    assertEquals(
        VerdictCalculator.judge(CANARY, evidence), VerdictCalculator.judge(CANARY, evidence));
  }

  @Test
  void replays_from_evidence_in_any_order() {
    var evidence = Seen.tenants(300, 170, 3).taking(21).against(GOOD);
    var shuffled =
        new Evidence(
            new HashMap<>(evidence.candidate()),
            new HashMap<>(evidence.baseline()),
            evidence.before());

    assertEquals(
        VerdictCalculator.judge(CANARY, evidence), VerdictCalculator.judge(CANARY, shuffled));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1, 1, 0",
    "1, 1, 1",
    "2, 1, 1",
    "20, 5, 0",
    "200, 200, 0",
    "200, 200, 200"
  })
  void numbers_are_finite_whatever_was_seen(int tenants, long calls, long failures) {
    var odd = Seen.tenants(tenants, calls, failures);
    for (var other : List.of(odd, GOOD, Seen.NOBODY, Seen.tenants(200, 200, 200))) {
      assertFinite(judge(odd, other));
      assertFinite(judge(other, odd));
    }
  }

  private static void assertFinite(Verdict verdict) {
    for (var it : verdict.findings()) {
      var numbers =
          DoubleStream.of(it.candidate(), it.baseline(), it.difference(), it.low(), it.high());
      assertTrue(numbers.allMatch(Double::isFinite), it::toString);
    }
    assertFalse(verdict.reason().contains("NaN"), verdict::reason);
  }

  @Test
  void a_broken_split_blocks_the_verdict() {
    var verdict = abTest(Seen.tenants(1_000, 200, 1), Seen.tenants(1_200, 200, 20));

    assertEquals(Conclusion.Inconclusive, verdict.answer());
    assertTrue(verdict.sampleRatio().orElseThrow().broken());
    assertTrue(verdict.reason().contains("broken split"), verdict::reason);
  }

  @ParameterizedTest
  @CsvSource({"1000, 1150, false", "1000, 1160, true"})
  void a_split_is_broken_below_a_thousandth(int candidate, int baseline, boolean broken) {
    var ratio = SampleRatio.of(0.5, candidate, baseline);

    assertEquals(broken, ratio.broken(), ratio::toString);
    assertEquals(broken, ratio.pValue() < 0.001);
  }

  @Test
  void an_ab_test_is_won_by_more_conversions() {
    var one = Seen.tenants(1_000, 200, 1);
    assertEquals(Conclusion.Better, abTest(one.converting(30), one.converting(20)).answer());
    assertEquals(Conclusion.Worse, abTest(one.converting(15), one.converting(20)).answer());
    assertEquals(Conclusion.Inconclusive, abTest(one, one).answer());
  }

  @Test
  void of_what_should_be_low_less_is_better() {
    var seconds = new Metric.Recorded("conversions", true, Optional.of("s"));
    var one = Seen.tenants(1_000, 200, 1);
    var longer = abTest(seconds, one.converting(30), one.converting(20));
    assertEquals(Conclusion.Worse, longer.answer());
    assertTrue(longer.reason().contains("(s a call, lower is better)"), longer.reason());
    assertEquals(
        Conclusion.Better, abTest(seconds, one.converting(15), one.converting(20)).answer());
    assertEquals(Conclusion.Same, abTest(seconds, one.converting(20), one.converting(20)).answer());
  }

  @Test
  void recording_nothing_any_more_is_worse_and_never_having_is_no_pass() {
    var one = Seen.tenants(1_000, 200, 1);
    assertEquals(Conclusion.Worse, abTest(one, one.converting(20)).answer());
    assertEquals(Conclusion.Inconclusive, abTest(one.converting(20), one).answer());
  }

  @Test
  void a_recorded_figure_without_a_sum_decides_nothing() {
    var one = Seen.tenants(1_000, 200, 1).converting(20);
    var verdict = abTest(one.converting(Double.NaN), one);

    assertEquals(Conclusion.Inconclusive, verdict.answer());
    assertFinite(verdict);
  }

  private static Verdict abTest(Seen candidate, Seen baseline) {
    return abTest(new Metric.Recorded("conversions"), candidate, baseline);
  }

  private static Verdict abTest(Metric metric, Seen candidate, Seen baseline) {
    var criteria = List.of(Criterion.of(metric));
    var question = new VerdictQuestion(criteria, 0.02, 100, 20, OptionalDouble.of(0.5), 0, false);
    return VerdictCalculator.judge(question, candidate.against(baseline));
  }
}
