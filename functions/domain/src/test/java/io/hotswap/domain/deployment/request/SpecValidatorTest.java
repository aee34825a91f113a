package io.hotswap.domain.deployment.request;

import static io.hotswap.domain.deployment.InMemoryControlPlane.ADMIN;
import static io.hotswap.domain.deployment.InMemoryControlPlane.ORIGIN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hotswap.domain.deployment.InMemoryControlPlane;
import io.hotswap.domain.deployment.Plan;
import io.hotswap.domain.deployment.Sent;
import io.hotswap.domain.deployment.strategy.StrategyName;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What may be wished for, while 1.0.0 serves in Development.
class SpecValidatorTest {
  private static final Map<String, String> DEFAULTS =
      Map.of("ABTesting", "version=- versions=1.0.0,1.1.0");
  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          settings of a canary with Direct            | Direct    | canaryConfig/minimumCalls=1              | /canaryConfig    | to be there only with strategy Canary
          settings of blue-green with Direct          | Direct    | blueGreenConfig/warmupPeriod=PT1M        | /blueGreenConfig | to be there only with strategy BlueGreen
          settings of rolling with Direct             | Direct    | rollingConfig/batchSize=1                | /rollingConfig   | to be there only with strategy Rolling
          settings of an A/B test with Direct         | Direct    | abConfig/variantA=1.0.0                  | /abConfig        | to be there only with strategy ABTesting
          a trigger on no calls with Direct           | Direct    | directConfig/minimumCalls=0              | /directConfig/minimumCalls | a number from 1 to 1000000000
          settings of Direct with rolling             | Rolling   | directConfig/minimumCalls=1              | /directConfig    | to be there only with strategy Direct
          two versions with Direct                    | Direct    | versions=1.0.0,1.1.0                     | /versions        | to be there only with strategy ABTesting
          settings of blue-green with a canary        | Canary    | blueGreenConfig/warmupPeriod=PT1M        | /blueGreenConfig | to be there only with strategy BlueGreen
          settings of rolling with a canary           | Canary    | rollingConfig/batchSize=1                | /rollingConfig   | to be there only with strategy Rolling
          settings of an A/B test with a canary       | Canary    | abConfig/variantA=1.0.0                  | /abConfig        | to be there only with strategy ABTesting
          two versions with a canary                  | Canary    | versions=1.0.0,1.1.0                     | /versions        | to be there only with strategy ABTesting
          settings of a canary with blue-green        | BlueGreen | canaryConfig/minimumCalls=1              | /canaryConfig    | to be there only with strategy Canary
          settings of rolling with blue-green         | BlueGreen | rollingConfig/batchSize=1                | /rollingConfig   | to be there only with strategy Rolling
          settings of an A/B test with blue-green     | BlueGreen | abConfig/variantA=1.0.0                  | /abConfig        | to be there only with strategy ABTesting
          settings of a canary with rolling           | Rolling   | canaryConfig/minimumCalls=1              | /canaryConfig    | to be there only with strategy Canary
          settings of blue-green with rolling         | Rolling   | blueGreenConfig/warmupPeriod=PT1M        | /blueGreenConfig | to be there only with strategy BlueGreen
          settings of an A/B test with rolling        | Rolling   | abConfig/variantA=1.0.0                  | /abConfig        | to be there only with strategy ABTesting
          settings of a canary with an A/B test       | ABTesting | abConfig/variantA=1.0.0 canaryConfig/minimumCalls=1       | /canaryConfig    | to be there only with strategy Canary
          settings of blue-green with an A/B test     | ABTesting | abConfig/variantA=1.0.0 blueGreenConfig/warmupPeriod=PT1M | /blueGreenConfig | to be there only with strategy BlueGreen
          settings of rolling with an A/B test        | ABTesting | abConfig/variantA=1.0.0 rollingConfig/batchSize=1         | /rollingConfig   | to be there only with strategy Rolling
          one version with an A/B test                | ABTesting | abConfig/variantA=1.0.0 version=1.1.0                     | /version         | to be left out of an A/B test
          no version                                  | Direct    | version=-                                | /version         | to be there
          an environment that there is not            | Direct    | environment=Mars                         | /environment     | one of [Development, QA, Staging, Production]
          an environment in lower case                | Direct    | environment=production                   | /environment     | one of [Development, QA, Staging, Production]
          a strategy that there is not                | Magic     | ''                                       | /strategy        | one of [Direct, Canary, BlueGreen, Rolling, ABTesting]
          a strategy in lower case                    | canary    | ''                                       | /strategy        | one of [Direct, Canary, BlueGreen, Rolling, ABTesting]
          the version that serves                     | Rolling   | version=1.0.0                            | /version         | another version, or another `configuration`, than those that serve now
          """)
  void what_does_not_belong_is_refused(
      String name, String strategy, String sent, String pointer, String expected) {
    refused(strategy, sent, pointer, expected);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          steps that shrink                | steps=10,5,100          | steps/1 | a percentage above the one before and at most 100
          the same step twice              | steps=10,10,100         | steps/1 | a percentage above the one before and at most 100
          a step of nobody                 | steps=0,100             | steps/0 | a percentage above the one before and at most 100
          a step of fewer than nobody      | steps=-5,100            | steps/0 | a percentage above the one before and at most 100
          steps that end before everybody  | steps=10,30             | steps   | 1 to 20 percentages, the last of them 100
          no steps                         | steps=none              | steps   | 1 to 20 percentages, the last of them 100
          21 steps                         | steps=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,100 | steps | 1 to 20 percentages, the last of them 100
          steps and an increment           | steps=10,100 canaryConfig/incrementPercentage=10 | steps | either `steps` or `initialPercentage` with `incrementPercentage`
          an increment of nothing          | incrementPercentage=0   | incrementPercentage | a percentage from 1 to 100
          an increment over everybody      | incrementPercentage=101 | incrementPercentage | a percentage from 1 to 100
          beginning with nobody            | initialPercentage=0     | initialPercentage   | a percentage from 1 to 100
          increments that make 34 steps    | initialPercentage=1 canaryConfig/incrementPercentage=3 | incrementPercentage | at most 20 steps until 100
          no time to evaluate              | evaluationPeriod=PT0S   | evaluationPeriod | an ISO 8601 duration of whole seconds from PT1S to PT168H
          less than no time                | evaluationPeriod=PT-1S  | evaluationPeriod | an ISO 8601 duration of whole seconds from PT1S to PT168H
          longer than a week               | evaluationPeriod=PT168H1S | evaluationPeriod | an ISO 8601 duration of whole seconds from PT1S to PT168H
          half a second                    | evaluationPeriod=PT1.5S | evaluationPeriod | an ISO 8601 duration of whole seconds from PT1S to PT168H
          an extension of less than none   | maxExtension=PT-1S      | maxExtension | an ISO 8601 duration of whole seconds from PT0S to PT168H
          an extension longer than a week  | maxExtension=P8D        | maxExtension | an ISO 8601 duration of whole seconds from PT0S to PT168H
          a verdict on no calls            | minimumCalls=0          | minimumCalls | a number from 1 to 1000000000
          a verdict on no tenants          | minimumTenants=0        | minimumTenants | a number from 1 to 1000000
          """)
  void a_canary_grows_until_it_has_everybody(String name, String sent, String at, String expected) {
    refused("Canary", "canaryConfig/" + sent, "/canaryConfig/" + at, expected);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          less than no warm-up            | warmupPeriod=PT-1S     | warmupPeriod     | an ISO 8601 duration of whole seconds from PT0S to PT1H
          a warm-up longer than an hour   | warmupPeriod=PT1H1S    | warmupPeriod     | an ISO 8601 duration of whole seconds from PT0S to PT1H
          a period of an instant switch   | switchoverPeriod=PT10S | switchoverPeriod | to be there only with switchoverType Linear
          a linear switch in no time      | switchoverPeriod=PT0S blueGreenConfig/switchoverType=Linear | switchoverPeriod | an ISO 8601 duration of whole seconds from PT1S to PT168H
          a linear switch over a fortnight | switchoverPeriod=P14D blueGreenConfig/switchoverType=Linear | switchoverPeriod | an ISO 8601 duration of whole seconds from PT1S to PT168H
          a trigger on no calls           | minimumCalls=0         | minimumCalls     | a number from 1 to 1000000000
          a case that the plugin lacks    | acceptanceCases=render,paint | acceptanceCases/1/operation | one of the plugin's operations: render
          """)
  void blue_green_has_its_limits(String name, String sent, String at, String expected) {
    refused("BlueGreen", "blueGreenConfig/" + sent, "/blueGreenConfig/" + at, expected);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no nodes at a time               | batchSize=0               | batchSize          | a number from 1 to 1000
          fewer than no nodes              | batchSize=-1              | batchSize          | a number from 1 to 1000
          more nodes than there can be     | batchSize=1001            | batchSize          | a number from 1 to 1000
          less than no rest                | waitBetweenBatches=PT-1S  | waitBetweenBatches | an ISO 8601 duration of whole seconds from PT0S to PT1H
          a rest longer than an hour       | waitBetweenBatches=PT61M  | waitBetweenBatches | an ISO 8601 duration of whole seconds from PT0S to PT1H
          no time to become healthy        | healthCheckTimeout=PT0S   | healthCheckTimeout | an ISO 8601 duration of whole seconds from PT1S to PT1H
          a trigger on no calls            | minimumCalls=0            | minimumCalls       | a number from 1 to 1000000000
          more than an hour for it         | healthCheckTimeout=PT2H   | healthCheckTimeout | an ISO 8601 duration of whole seconds from PT1S to PT1H
          """)
  void rolling_has_its_limits(String name, String sent, String at, String expected) {
    refused("Rolling", "rollingConfig/" + sent, "/rollingConfig/" + at, expected);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a split of 99                   | trafficSplit=A:50,B:49      | /abConfig/trafficSplit | percentages of A and B, at least 1 each, that add up to 100
          a split of 101                  | trafficSplit=A:50,B:51      | /abConfig/trafficSplit | percentages of A and B, at least 1 each, that add up to 100
          everybody on one side           | trafficSplit=A:0,B:100      | /abConfig/trafficSplit | percentages of A and B, at least 1 each, that add up to 100
          fewer than nobody on one side   | trafficSplit=A:110,B:-10    | /abConfig/trafficSplit | percentages of A and B, at least 1 each, that add up to 100
          one side only                   | trafficSplit=B:100          | /abConfig/trafficSplit | percentages of A and B, at least 1 each, that add up to 100
          three sides                     | trafficSplit=A:40,B:40,C:20 | /abConfig/trafficSplit | percentages of A and B, at least 1 each, that add up to 100
          no time to test                 | testDuration=PT0S           | /abConfig/testDuration | an ISO 8601 duration of whole seconds from PT1S to PT168H
          a test longer than a week       | testDuration=P8D            | /abConfig/testDuration | an ISO 8601 duration of whole seconds from PT1S to PT168H
          an extension of less than none  | maxExtension=PT-1S          | /abConfig/maxExtension | an ISO 8601 duration of whole seconds from PT0S to PT168H
          no metric                       | decisionMetrics=none        | /abConfig/decisionMetrics | at least one metric, none twice
          a metric twice                  | decisionMetrics=latency,latency | /abConfig/decisionMetrics | at least one metric, none twice
          a metric in snake case          | decisionMetrics=latency,conversion_rate | /abConfig/decisionMetrics/1 | `latency`, `errorRate`, or a figure that the plugin records, in camelCase
          a verdict on no calls           | minimumCalls=0              | /abConfig/minimumCalls | a number from 1 to 1000000000
          a verdict on no tenants         | minimumTenants=-1           | /abConfig/minimumTenants | a number from 1 to 1000000
          a direction of latency          | metrics=latency:Higher      | /abConfig/metrics/0/name | one of the figures in `decisionMetrics`, other than `latency` and `errorRate`
          a direction of what decides nothing | decisionMetrics=latency abConfig/metrics=basketSize:Lower | /abConfig/metrics/0/name | one of the figures in `decisionMetrics`, other than `latency` and `errorRate`
          two directions of one figure    | decisionMetrics=size abConfig/metrics=size:Lower,size:Higher | /abConfig/metrics | each metric once
          independent calls of a figure   | decisionMetrics=latency,basketSize abConfig/callsAreIndependent=true | /abConfig/callsAreIndependent | to be true only with the decision metrics `latency` and `errorRate`
          a third version                 | variantA=1.0.0 versions=1.0.0,1.1.0,2.0.0 | /versions | both variants and no other version
          other versions than its variants | variantA=1.0.0 versions=1.0.0,2.0.0 | /versions | both variants and no other version
          no versions                     | variantA=1.0.0 versions=-   | /versions              | both variants and no other version
          variant A does not serve        | variantA=2.0.0 versions=2.0.0,1.1.0 | /abConfig/variantA | the version that serves now, which is 1.0.0
          """)
  void a_test_is_fair(String name, String sent, String pointer, String expected) {
    refused("ABTesting", "abConfig/" + sent, pointer, expected);
  }

  @Test
  void a_test_of_a_version_against_itself_is_none() {
    inMemoryControlPlane.deploy("1.0.0");
    var errors = refusal("ABTesting", "abConfig/variantB=1.0.0 versions=1.0.0,1.0.0").errors();
    assertEquals("/abConfig/variantB", errors.getFirst().pointer());
    assertEquals(
        "another version than variantA, or the same with a `configuration`",
        errors.getFirst().expected());
  }

  @Test
  void a_test_without_variants_is_none() {
    inMemoryControlPlane.deploy("1.0.0");
    refused("ABTesting", "", "/abConfig", "to be there");
  }

  @Test
  void a_canary_needs_something_to_be_compared_with() {
    assertEquals(
        "another strategy while nothing serves that a canary could be compared with",
        refusal("Canary", "").errors().getFirst().expected());
  }

  @Test
  void a_canary_of_more_than_everybody_ends_wrong_twice() {
    assertEquals(
        List.of("/canaryConfig/steps/1", "/canaryConfig/steps"),
        refusal("Canary", "canaryConfig/steps=10,101").errors().stream()
            .map(FieldError::pointer)
            .toList());
  }

  @Test
  void everything_that_is_wrong_is_said_at_once() {
    inMemoryControlPlane.deploy("1.0.0");
    var refusal =
        refusal(
            "Canary",
            "version=- canaryConfig/steps=10 canaryConfig/minimumCalls=0"
                + " rollingConfig/batchSize=0");
    assertEquals(
        List.of("/rollingConfig", "/version", "/canaryConfig/steps", "/canaryConfig/minimumCalls"),
        refusal.errors().stream().map(FieldError::pointer).toList());
    assertEquals("4 things about the deployment are not what was expected.", refusal.detail());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Direct    | version=1.0.0
          Canary    | canaryConfig/steps=100
          Canary    | canaryConfig/evaluationPeriod=PT1S canaryConfig/maxExtension=PT0S canaryConfig/minimumCalls=1
          Canary    | canaryConfig/evaluationPeriod=P7D canaryConfig/maxExtension=P7D
          Canary    | canaryConfig/initialPercentage=5 canaryConfig/incrementPercentage=5
          BlueGreen | blueGreenConfig/warmupPeriod=PT0S blueGreenConfig/acceptanceCases=render
          BlueGreen | blueGreenConfig/warmupPeriod=PT1H blueGreenConfig/switchoverType=Linear blueGreenConfig/switchoverPeriod=PT1S
          Rolling   | rollingConfig/batchSize=1000 rollingConfig/waitBetweenBatches=PT0S rollingConfig/healthCheckTimeout=PT1H
          ABTesting | abConfig/trafficSplit=A:99,B:1 abConfig/testDuration=P7D abConfig/decisionMetrics=conversionRate
          """)
  void what_is_just_within_the_limits_is_taken(String strategy, String sent) {
    inMemoryControlPlane.deploy("1.0.0");
    assertInstanceOf(Result.Done.class, planned(strategy, sent));
  }

  @ParameterizedTest
  @CsvSource({
    "Direct,direct",
    "Canary,canary",
    "BlueGreen,blueGreen",
    "Rolling,rolling",
    "ABTesting,ab"
  })
  void how_many_calls_prove_something_is_said_with_every_strategy(
      StrategyName strategyName, String config) {
    assertEquals(7, minimumCalls(strategyName, config + "Config/minimumCalls=7"));
    assertEquals(
        100,
        minimumCalls(
            strategyName, strategyName == StrategyName.ABTesting ? "abConfig/variantA=1.0.0" : ""));
  }

  private static long minimumCalls(StrategyName strategyName, String sent) {
    var line = DEFAULTS.getOrDefault(strategyName.name(), "") + " " + sent;
    return switch (SpecValidator.check(Sent.wish(strategyName.name(), line), strategyName)) {
      case Result.Done<SpecValidator.Checked>(var it) -> it.settings().minimumCalls();
      case Result.Refused<SpecValidator.Checked>(var refusal) -> throw new AssertionError(refusal);
    };
  }

  private void refused(String strategy, String sent, String pointer, String expected) {
    inMemoryControlPlane.deploy("1.0.0");
    var refusal = refusal(strategy, sent);
    assertEquals(ErrorCode.INVALID_DEPLOYMENT, refusal.code());
    assertEquals(1, refusal.errors().size(), () -> "only what is wrong: " + refusal.errors());
    var error = refusal.errors().getFirst();
    assertEquals(pointer, error.pointer());
    assertEquals(expected, error.expected());
    assertFalse(error.fix().isBlank(), "what to do about it");
  }

  private Refusal refusal(String strategy, String sent) {
    return switch (planned(strategy, sent)) {
      case Result.Done<Plan>(var it) -> throw new AssertionError(it);
      case Result.Refused<Plan>(var refusal) -> refusal;
    };
  }

  private Result<Plan> planned(String strategy, String sent) {
    var line = DEFAULTS.getOrDefault(strategy, "") + " " + sent;
    return inMemoryControlPlane.deploying.plan(ADMIN, Sent.wish(strategy, line), ORIGIN);
  }
}
