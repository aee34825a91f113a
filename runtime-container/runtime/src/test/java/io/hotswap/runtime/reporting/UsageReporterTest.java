package io.hotswap.runtime.reporting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.telemetry.TenantUsage;
import io.hotswap.domain.telemetry.UsageMinute;
import io.hotswap.runtime.testing.Supervised;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UsageReporterTest {
  private final ReportingRounds rounds = new ReportingRounds();

  @Test
  void a_minute_is_reported_once_it_has_ended() throws InterruptedException {
    rounds.round();
    rounds.calls("1.0.0", "acme", 3, 0, 100);
    rounds.calls("1.1.0", "acme", 2, 1, 100);
    rounds.calls("1.0.0", "umbrella", 1, 0, 100);
    roundAfter(59);
    rounds.calls("1.0.0", "acme", 4, 0, 100);
    roundAfter(1);
    roundAfter(60);
    rounds.calls("1.0.0", "umbrella", 7, 0, 100);
    rounds.lastRound();
    var ten = ReportingRounds.TEN;
    assertEquals(
        List.of(ten, ten.plusSeconds(120)),
        rounds.heard.usages.stream().map(UsageMinute::minute).sorted().toList());
    assertEquals(
        Map.of("acme", new TenantUsage(9, 0, 0), "umbrella", new TenantUsage(1, 0, 0)),
        reported(ten.getEpochSecond()));
    assertEquals(
        Map.of("umbrella", new TenantUsage(7, 0, 0)), reported(ten.getEpochSecond() + 120));
  }

  @Test
  void what_a_quota_refused_and_the_most_calls_at_once_are_of_that_minute()
      throws InterruptedException {
    var serving = Supervised.serving("1.0.0");
    var acme = rounds.quotas.of(serving, "acme", Optional.of(new Quota(100, 2)));
    rounds.calls("1.0.0", "acme", 1, 0, 100);
    rounds.round();
    acme.enter(0, 0);
    acme.enter(0, 0);
    acme.enter(0, 0);
    acme.leave(0);
    roundAfter(60);
    acme.leave(0);
    rounds.lastRound();
    long ten = ReportingRounds.TEN.getEpochSecond();
    assertEquals(Map.of("acme", new TenantUsage(1, 1, 2)), reported(ten));
    assertEquals(Map.of("acme", new TenantUsage(0, 0, 1)), reported(ten + 60));
  }

  @Test
  void what_could_not_be_sent_is_sent_later() throws InterruptedException {
    rounds.away = true;
    rounds.round();
    rounds.calls("1.0.0", "acme", 3, 0, 100);
    roundAfter(60);
    rounds.away = false;
    rounds.lastRound();
    assertTrue(reported(ReportingRounds.TEN.getEpochSecond()).containsKey("acme"));
  }

  private Map<String, TenantUsage> reported(long second) {
    return rounds.heard.usages.stream()
        .filter(it -> it.minute().getEpochSecond() == second)
        .findFirst()
        .orElseThrow()
        .tenants();
  }

  private void roundAfter(int seconds) {
    rounds.clock.pass(Duration.ofSeconds(seconds));
    rounds.round();
  }
}
