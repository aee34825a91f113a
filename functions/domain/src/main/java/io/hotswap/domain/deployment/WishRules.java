package io.hotswap.domain.deployment;

import io.hotswap.domain.deployment.Settings.OnDoubt;
import io.hotswap.domain.deployment.Settings.Switchover;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.Supervision.AcceptanceCase;
import io.hotswap.domain.verdict.Question;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What may be wished for: checks everything at once, fills in what was left out.
final class WishRules {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Pattern METRIC = Pattern.compile("[a-z][a-zA-Z0-9]{0,63}");
  private static final int MOST_STEPS = 20;

  private final Wish wish;
  private final Strategy strategy;
  private final List<FieldError> errors = new ArrayList<>();

  private WishRules(Wish wish, Strategy strategy) {
    this.wish = wish;
    this.strategy = strategy;
  }

  /// @param version the wish is about, once settled
  record Checked(String version, Settings settings) {}

  static Result<Checked> check(Wish wish, Strategy strategy) {
    var rules = new WishRules(wish, strategy);
    rules.onlyWhatBelongs();
    var version = rules.version();
    var settings = rules.settings(version);
    if (rules.errors.isEmpty()) {
      return Result.done(new Checked(version, settings));
    }
    var detail =
        rules.errors.size() == 1
            ? "One thing about the deployment is not what was expected."
            : rules.errors.size() + " things about the deployment are not what was expected.";
    return Result.refused(new Refusal(ErrorCode.INVALID_DEPLOYMENT, detail, rules.errors));
  }

  private void onlyWhatBelongs() {
    belongs(wish.canaryConfig(), "/canaryConfig", Strategy.Canary);
    belongs(wish.blueGreenConfig(), "/blueGreenConfig", Strategy.BlueGreen);
    belongs(wish.rollingConfig(), "/rollingConfig", Strategy.Rolling);
    belongs(wish.abConfig(), "/abConfig", Strategy.ABTesting);
    belongs(wish.versions(), "/versions", Strategy.ABTesting);
    if (strategy == Strategy.ABTesting && wish.version().isPresent()) {
      wrong("/version", "to be left out of an A/B test", "Name both variants in `versions`.");
    }
  }

  private void belongs(Optional<?> field, String pointer, Strategy to) {
    if (field.isPresent() && strategy != to) {
      wrong(
          pointer,
          "to be there only with strategy " + to,
          "Remove it, or choose the strategy " + to + ".");
    }
  }

  private String version() {
    if (strategy == Strategy.ABTesting) {
      return wish.abConfig().map(Wish.AbConfig::variantB).orElse("");
    }
    if (wish.version().isEmpty()) {
      wrong("/version", "to be there", "Add the field `version`.");
    }
    return wish.version().orElse("");
  }

  private Settings settings(String version) {
    return switch (strategy) {
      case Direct -> new Settings.Direct();
      case Canary -> canary();
      case BlueGreen -> blueGreen(version);
      case Rolling -> rolling();
      case ABTesting -> variants();
    };
  }

  private Settings canary() {
    var config = wish.canaryConfig().orElse(Wish.CanaryConfig.LEFT_OUT);
    var period =
        time("/canaryConfig/evaluationPeriod", config.evaluationPeriod(), "PT10M", SECOND, WEEK);
    return new Settings.Canary(
        steps(config),
        period,
        time("/canaryConfig/maxExtension", config.maxExtension(), "PT10M", Duration.ZERO, WEEK),
        config.onNotEnough().orElse(OnDoubt.Fail),
        config.autoRollback().orElse(true),
        minimumCalls("/canaryConfig/minimumCalls", config.minimumCalls()));
  }

  private List<Integer> steps(Wish.CanaryConfig config) {
    boolean increments =
        config.initialPercentage().isPresent() || config.incrementPercentage().isPresent();
    if (config.steps().isPresent() && increments) {
      wrong(
          "/canaryConfig/steps",
          "either `steps` or `initialPercentage` with `incrementPercentage`",
          "Remove one of the two.");
    }
    return increments
        ? incremented(
            percentage("/canaryConfig/initialPercentage", config.initialPercentage(), 10),
            percentage("/canaryConfig/incrementPercentage", config.incrementPercentage(), 20))
        : given(config.steps().orElse(List.of(10, 30, 50, 100)));
  }

  private static List<Integer> incremented(int initial, int increment) {
    List<Integer> steps = new ArrayList<>();
    for (int step = initial; step < 100; step += increment) {
      steps.add(step);
    }
    steps.add(100);
    return steps;
  }

  private List<Integer> given(List<Integer> steps) {
    for (int i = 0; i < steps.size(); i++) {
      int before = i == 0 ? 0 : steps.get(i - 1);
      if (steps.get(i) <= before || steps.get(i) > 100) {
        wrong(
            "/canaryConfig/steps/" + i,
            "a percentage above the one before and at most 100",
            "Send growing percentages that end with 100.");
      }
    }
    if (steps.isEmpty() || steps.size() > MOST_STEPS || steps.getLast() != 100) {
      wrong(
          "/canaryConfig/steps",
          "1 to " + MOST_STEPS + " percentages, the last of them 100",
          "Send growing percentages that end with 100, such as [10, 30, 50, 100].");
      return List.of(100);
    }
    return steps;
  }

  private Settings blueGreen(String version) {
    var config = wish.blueGreenConfig().orElse(Wish.BlueGreenConfig.LEFT_OUT);
    var type = config.switchoverType().orElse(Switchover.Instant);
    if (type == Switchover.Instant && config.switchoverPeriod().isPresent()) {
      wrong(
          "/blueGreenConfig/switchoverPeriod",
          "to be there only with switchoverType Linear",
          "Remove it, or choose the switchoverType Linear.");
    }
    return new Settings.BlueGreen(
        time("/blueGreenConfig/warmupPeriod", config.warmupPeriod(), "PT5M", Duration.ZERO, HOUR),
        type,
        time("/blueGreenConfig/switchoverPeriod", config.switchoverPeriod(), "PT1M", SECOND, WEEK),
        config.keepPreviousEnvironment().orElse(true),
        config.acceptanceCases().orElse(List.of()).stream()
            .map(it -> acceptance(version, it))
            .toList());
  }

  private static AcceptanceCase acceptance(String version, Wish.AcceptanceConfig it) {
    return new AcceptanceCase(
        version,
        it.name(),
        it.operation(),
        it.contentType().orElse("application/json"),
        it.body().orElse(""),
        it.contains());
  }

  private Settings rolling() {
    var config = wish.rollingConfig().orElse(Wish.RollingConfig.LEFT_OUT);
    int batch = config.batchSize().orElse(1);
    if (batch < 1 || batch > 1000) {
      wrong(
          "/rollingConfig/batchSize", "a number from 1 to 1000", "Send how many nodes at a time.");
    }
    return new Settings.Rolling(
        batch,
        time(
            "/rollingConfig/waitBetweenBatches",
            config.waitBetweenBatches(),
            "PT2M",
            Duration.ZERO,
            HOUR),
        time(
            "/rollingConfig/healthCheckTimeout",
            config.healthCheckTimeout(),
            "PT30S",
            SECOND,
            HOUR));
  }

  private Settings variants() {
    if (wish.abConfig().isEmpty()) {
      wrong("/abConfig", "to be there", "Add `abConfig` with both variants and their split.");
      return new Settings.Direct();
    }
    var config = wish.abConfig().get();
    twoVersions(config);
    return new Settings.AbTest(
        config.variantA(),
        config.variantB(),
        split(config.trafficSplit()),
        time("/abConfig/testDuration", config.testDuration(), "PT24H", SECOND, WEEK),
        time("/abConfig/maxExtension", config.maxExtension(), "PT24H", Duration.ZERO, WEEK),
        config.onNotEnough().orElse(OnDoubt.Fail),
        metrics(config.decisionMetrics().orElse(List.of("latency", "errorRate"))),
        minimumCalls("/abConfig/minimumCalls", config.minimumCalls()));
  }

  private void twoVersions(Wish.AbConfig config) {
    if (config.variantA().equals(config.variantB())) {
      wrong("/abConfig/variantB", "another version than variantA", "Name two versions.");
    }
    var named = new HashSet<>(List.of(config.variantA(), config.variantB()));
    if (wish.versions().isEmpty()
        || wish.versions().get().size() != 2
        || !Set.copyOf(wish.versions().get()).equals(named)) {
      wrong(
          "/versions", "both variants and no other version", "Send the two versions of abConfig.");
    }
  }

  private int split(Map<String, Integer> split) {
    int a = split.getOrDefault("A", 0);
    int b = split.getOrDefault("B", 0);
    if (split.size() != 2 || a < 1 || b < 1 || a + b != 100) {
      wrong(
          "/abConfig/trafficSplit",
          "percentages of A and B, at least 1 each, that add up to 100",
          "Send for example {\"A\": 50, \"B\": 50}.");
    }
    return b;
  }

  private List<String> metrics(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      if (!METRIC.matcher(names.get(i)).matches()) {
        wrong(
            "/abConfig/decisionMetrics/" + i,
            "`latency`, `errorRate`, or a figure that the plugin records, in camelCase",
            "Send for example conversionRate for the figure conversion_rate.");
      }
    }
    if (names.isEmpty() || Set.copyOf(names).size() < names.size()) {
      wrong("/abConfig/decisionMetrics", "at least one metric, none twice", "Send each once.");
    }
    return names;
  }

  private long minimumCalls(String pointer, Optional<Long> wished) {
    long calls = wished.orElse(Question.MINIMUM_CALLS);
    if (calls < 1) {
      wrong(pointer, "a number of at least 1", "Send how many calls each side must have seen.");
    }
    return calls;
  }

  private int percentage(String pointer, Optional<Integer> wished, int otherwise) {
    int value = wished.orElse(otherwise);
    if (value < 1 || value > 100) {
      wrong(pointer, "a percentage from 1 to 100", "Send a whole number in that range.");
      return otherwise;
    }
    return value;
  }

  private Duration time(
      String pointer, Optional<Duration> wished, String otherwise, Duration least, Duration most) {
    var time = wished.orElseGet(() -> Duration.parse(otherwise));
    if (time.compareTo(least) < 0
        || time.compareTo(most) > 0
        || !time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
      wrong(
          pointer,
          "an ISO 8601 duration of whole seconds from " + least + " to " + most,
          "Send for example " + otherwise + ".");
    }
    return time;
  }

  private void wrong(String pointer, String expected, String fix) {
    errors.add(new FieldError(pointer, expected, fix));
  }
}
