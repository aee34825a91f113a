package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.InMemoryControlPlane.ADMIN;
import static io.hotswap.domain.deployment.InMemoryControlPlane.ORIGIN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.refusal.Result;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Plans where there is nobody, and where there are very many.
class PlanBoundsTest {
  private static final String VARIANTS = "version=- versions=1.0.0,1.1.0 abConfig/variantA=1.0.0";
  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();

  @BeforeEach
  void somethingServes() {
    inMemoryControlPlane.deploy("1.0.0");
  }

  @ParameterizedTest
  @CsvSource({
    "Direct, 21",
    "Rolling rollingConfig/batchSize=1, 21",
    "Rolling rollingConfig/batchSize=1000 rollingConfig/waitBetweenBatches=PT1H, 21",
    "BlueGreen blueGreenConfig/warmupPeriod=PT0S, 21",
    "Canary canaryConfig/steps=100, 21",
  })
  void without_live_nodes_it_still_counts_what_the_machines_do(String sent, int transitions) {
    inMemoryControlPlane.leave("n1", "n2", "n3");
    var plan = plan(sent);
    assertEquals(0, plan.liveNodes());
    assertEquals(transitions, plan.stateTransitions());
    assertEquals(Wiring.PRICES.of(transitions), plan.priceUsd());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Direct",
        "Canary canaryConfig/steps=1,2,3,100 canaryConfig/evaluationPeriod=PT1S",
        "BlueGreen blueGreenConfig/switchoverType=Linear blueGreenConfig/switchoverPeriod=PT1S",
        "Rolling rollingConfig/waitBetweenBatches=PT0S",
        "ABTesting " + VARIANTS
      })
  void without_nodes_and_tenants_nothing_is_negative(String sent) {
    inMemoryControlPlane.leave("n1", "n2", "n3");
    var plan = plan(sent);
    assertEquals(0, plan.knownTenants());
    assertTrue(plan.stateTransitions() > 0, plan.toString());
    assertTrue(plan.priceUsd().signum() > 0, plan.toString());
    for (var stage : plan.stages()) {
      assertTrue(stage.tenants() == 0 && stage.nodes() == 0, stage.toString());
      assertTrue(stage.lasts().isPositive(), stage.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({"10, 0.0003", "21, 0.0005", "204, 0.0051", "40, 0.0010"})
  void a_price_is_told_to_a_hundredth_of_a_cent(int transitions, String price) {
    assertEquals(price, Wiring.PRICES.of(transitions).toString());
  }

  @Test
  void a_thousand_batches_are_told_in_twelve_stages_and_counted_all() {
    IntStream.range(0, 1_000).forEach(it -> inMemoryControlPlane.beat("node-" + it));
    inMemoryControlPlane.leave("n1", "n2", "n3");
    var plan = plan("Rolling rollingConfig/waitBetweenBatches=PT1M");
    assertEquals(14, plan.stages().size());
    assertEquals("Batches 11 to 999", plan.stages().get(11).name());
    assertEquals(1_000, plan.stages().subList(1, 13).stream().mapToInt(Plan.Stage::nodes).sum());
    assertEquals(Duration.ofSeconds(1_002 * 2 + 999 * 60), plan.expectedDuration());
    assertEquals(14 + 1_001 * 7 + 999 * 3 + 3, plan.stateTransitions());
  }

  private Plan plan(String sent) {
    var words = sent.split(" ", 2);
    var spec = Sent.wish(words[0], words.length > 1 ? words[1] : "");
    return switch (inMemoryControlPlane.deploying.plan(ADMIN, spec, ORIGIN)) {
      case Result.Done<Plan>(var it) -> it;
      case Result.Refused<Plan>(var refusal) -> throw new AssertionError(refusal);
    };
  }
}
