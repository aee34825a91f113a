package io.hotswap.domain.deployment;

import io.hotswap.domain.deployment.Settings.Switchover;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.Supervision.AcceptanceCase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What may be wished for: checks everything at once, fills in what was left out.
final class WishRules {

  private final Wish wish;
  private final Strategy strategy;
  private final Objections objections = new Objections();

  private WishRules(Wish wish, Strategy strategy) {
    this.wish = wish;
    this.strategy = strategy;
  }

  /// @param version the wish is about, once settled
  /// @param acceptance the cases that the settings name
  record Checked(String version, Settings settings, List<AcceptanceCase> acceptance) {}

  static Result<Checked> check(Wish wish, Strategy strategy) {
    var rules = new WishRules(wish, strategy);
    rules.onlyWhatBelongs();
    var version = rules.version();
    var settings = rules.settings(version);
    var errors = rules.objections.all();
    if (errors.isEmpty()) {
      return Result.done(new Checked(version, settings, rules.acceptance(version)));
    }
    var detail =
        errors.size() == 1
            ? "One thing about the deployment is not what was expected."
            : errors.size() + " things about the deployment are not what was expected.";
    return Result.refused(new Refusal(ErrorCode.INVALID_DEPLOYMENT, detail, errors));
  }

  private void onlyWhatBelongs() {
    belongs(wish.directConfig(), "/directConfig", Strategy.Direct);
    belongs(wish.canaryConfig(), "/canaryConfig", Strategy.Canary);
    belongs(wish.blueGreenConfig(), "/blueGreenConfig", Strategy.BlueGreen);
    belongs(wish.rollingConfig(), "/rollingConfig", Strategy.Rolling);
    belongs(wish.abConfig(), "/abConfig", Strategy.ABTesting);
    belongs(wish.versions(), "/versions", Strategy.ABTesting);
    if (strategy == Strategy.ABTesting && wish.version().isPresent()) {
      objections.wrong(
          "/version", "to be left out of an A/B test", "Name both variants in `versions`.");
    }
  }

  private void belongs(Optional<?> field, String pointer, Strategy to) {
    if (field.isPresent() && strategy != to) {
      objections.wrong(
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
      objections.wrong("/version", "to be there", "Add the field `version`.");
    }
    return wish.version().orElse("");
  }

  private Settings settings(String version) {
    return switch (strategy) {
      case Direct -> direct();
      case Canary ->
          new CanaryRules(objections)
              .settings(wish.canaryConfig().orElse(Wish.CanaryConfig.LEFT_OUT));
      case BlueGreen -> blueGreen(version);
      case Rolling -> rolling();
      case ABTesting -> variants();
    };
  }

  private Settings direct() {
    var config = wish.directConfig().orElse(Wish.DirectConfig.LEFT_OUT);
    return new Settings.Direct(
        objections.minimumCalls("/directConfig/minimumCalls", config.minimumCalls()));
  }

  private Settings blueGreen(String version) {
    var config = wish.blueGreenConfig().orElse(Wish.BlueGreenConfig.LEFT_OUT);
    var type = config.switchoverType().orElse(Switchover.Instant);
    if (type == Switchover.Instant && config.switchoverPeriod().isPresent()) {
      objections.wrong(
          "/blueGreenConfig/switchoverPeriod",
          "to be there only with switchoverType Linear",
          "Remove it, or choose the switchoverType Linear.");
    }
    return new Settings.BlueGreen(
        objections.time(
            "/blueGreenConfig/warmupPeriod",
            config.warmupPeriod(),
            "PT5M",
            Duration.ZERO,
            Objections.HOUR),
        type,
        objections.time(
            "/blueGreenConfig/switchoverPeriod",
            config.switchoverPeriod(),
            "PT1M",
            Objections.SECOND,
            Objections.WEEK),
        config.keepPreviousEnvironment().orElse(true),
        AcceptanceSuite.of(acceptance(version)),
        objections.minimumCalls("/blueGreenConfig/minimumCalls", config.minimumCalls()));
  }

  private List<AcceptanceCase> acceptance(String version) {
    return wish.blueGreenConfig().flatMap(Wish.BlueGreenConfig::acceptanceCases).stream()
        .flatMap(List::stream)
        .map(it -> acceptance(version, it))
        .toList();
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
      objections.wrong(
          "/rollingConfig/batchSize", "a number from 1 to 1000", "Send how many nodes at a time.");
    }
    return new Settings.Rolling(
        batch,
        objections.time(
            "/rollingConfig/waitBetweenBatches",
            config.waitBetweenBatches(),
            "PT2M",
            Duration.ZERO,
            Objections.HOUR),
        objections.time(
            "/rollingConfig/healthCheckTimeout",
            config.healthCheckTimeout(),
            "PT30S",
            Objections.SECOND,
            Objections.HOUR),
        objections.minimumCalls("/rollingConfig/minimumCalls", config.minimumCalls()));
  }

  private Settings variants() {
    if (wish.abConfig().isEmpty()) {
      objections.wrong(
          "/abConfig", "to be there", "Add `abConfig` with both variants and their split.");
      return direct();
    }
    return new VariantRules(objections).settings(wish.abConfig().get(), wish.versions());
  }
}
