package io.hotswap.domain.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every implementation of [Tenants] does. */
public abstract class TenantsContract {
  private static final Environment HERE = Environment.Development;
  private static final PluginId SHOP = PluginId.of("shop");
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant LATER = NOW.plus(Duration.ofDays(2));

  /** Without any tenant at first; the same ones during a test, read at that time. */
  protected abstract Tenants tenants(Instant now);

  @BeforeEach
  void two_call_and_one_calls_again() {
    tenants(NOW).record(HERE, SHOP, Set.of("gone", "stays"), NOW);
    tenants(LATER).record(HERE, SHOP, Set.of("stays"), LATER);
    tenants(LATER).record(HERE, PluginId.of("other"), Set.of(), LATER);
  }

  @Test
  void each_environment_and_plugin_has_its_own() {
    assertEquals(Set.of("gone", "stays"), tenants(LATER).of(HERE, SHOP));
    assertEquals(Set.of(), tenants(LATER).of(HERE, PluginId.of("other")));
    assertEquals(Set.of(), tenants(LATER).of(Environment.QA, SHOP));
    assertEquals(Set.of(), tenants(LATER).calling(Environment.QA, SHOP, NOW));
  }

  @Test
  void who_has_not_called_for_30_days_is_forgotten() {
    assertEquals(Set.of("gone", "stays"), tenants(NOW.plus(Duration.ofDays(29))).of(HERE, SHOP));
    assertEquals(Set.of("stays"), tenants(NOW.plus(Duration.ofDays(31))).of(HERE, SHOP));
    assertEquals(Set.of(), tenants(NOW.plus(Duration.ofDays(33))).of(HERE, SHOP));
  }

  @Test
  void who_called_since_a_time_is_known() {
    assertEquals(Set.of("gone", "stays"), tenants(LATER).calling(HERE, SHOP, NOW));
    assertEquals(Set.of("stays"), tenants(LATER).calling(HERE, SHOP, NOW.plusSeconds(1)));
    assertEquals(Set.of("stays"), tenants(LATER).calling(HERE, SHOP, LATER));
    assertEquals(Set.of(), tenants(LATER).calling(HERE, SHOP, LATER.plusSeconds(1)));
  }
}
