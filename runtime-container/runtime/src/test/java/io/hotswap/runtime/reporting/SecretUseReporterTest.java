package io.hotswap.runtime.reporting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.archive.configuration.ParsedConfiguration;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.ConfiguredTenantPlugin;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.secret.SecretReference;
import io.hotswap.domain.tenant.secret.SecretUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SecretUseReporterTest {
  private static final TenantPluginId ACME =
      new TenantPluginId(Environment.Development, PluginId.of("shop"), "acme");

  private final ReportingRounds rounds = new ReportingRounds();
  private final TenantConfiguration configuration =
      new TenantConfiguration(
          new TenantConfiguration.Id(ACME, 1),
          "{}",
          Map.of(
              "apiKey",
              new SecretReference(1, ReportingRounds.TEN, Optional.empty(), Optional.empty())),
          ReportingRounds.TEN);

  @Test
  void uses_are_reported_by_the_minute_and_what_could_not_be_sent_is_sent_later()
      throws InterruptedException {
    var settings = TenantPlugin.unset(ACME).withConfiguration(1);
    rounds.tenants.put(new ConfiguredTenantPlugin(settings, Optional.of(configuration)));
    rounds.round();
    reveal();
    reveal();
    rounds.away = true;
    rounds.clock.pass(Duration.ofSeconds(60));
    rounds.round();
    rounds.away = false;
    reveal();
    rounds.lastRound();
    assertEquals(
        Map.of(ReportingRounds.TEN, 2L, ReportingRounds.TEN.plusSeconds(60), 1L), reported());
    assertEquals(
        List.of("node-1"),
        rounds.heard.secretUses.stream().map(SecretUse::node).distinct().toList());
  }

  private void reveal() {
    rounds
        .secrets
        .with(ParsedConfiguration.of("{}"), Optional.of(configuration))
        .secret("apiKey")
        .orElseThrow()
        .reveal();
  }

  private Map<Instant, Long> reported() {
    return rounds.heard.secretUses.stream()
        .collect(Collectors.toMap(SecretUse::hour, SecretUse::total));
  }
}
