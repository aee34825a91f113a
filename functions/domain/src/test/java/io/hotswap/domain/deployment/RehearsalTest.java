package io.hotswap.domain.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.domain.deployment.strategy.StrategyName;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.telemetry.CallStats;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private final Rehearsal rehearsal = new Rehearsal();

  @Test
  void what_is_down_does_not_answer_until_its_time_is_up() {
    var observed = new Observed(InstantSource.system());
    var stats = rehearsal.outages.behind(CallStats.class, observed, Outages.Part.DynamoDb);
    var now = rehearsal.now();
    rehearsal.outages.begin(Outages.Part.DynamoDb, Duration.ofSeconds(20));
    assertThrows(
        Outages.Down.class,
        () -> stats.of(Environment.Development, InMemoryControlPlane.MARKDOWN, "1.0.0", now, now));
    rehearsal.pass(Duration.ofSeconds(20));
    assertEquals(
        0,
        stats.of(Environment.Development, InMemoryControlPlane.MARKDOWN, "1.0.0", now, now).size());
  }

  @Test
  void an_execution_that_is_lost_is_started_again_within_two_minutes() {
    var id = rehearsal.deploys(ShortWishes.of(StrategyName.Direct));
    var lost = rehearsal.engine.next().orElseThrow();
    rehearsal.engine.kill();
    assertThrows(Engine.Killed.class, () -> rehearsal.pass(Duration.ofSeconds(1)));
    rehearsal.engine.ended();
    rehearsal.engine.next();
    rehearsal.pass(Duration.ofMinutes(2));
    assertEquals(
        new Engine.Run("deploy", id, lost.fence() + 1), rehearsal.engine.next().orElseThrow());
  }
}
