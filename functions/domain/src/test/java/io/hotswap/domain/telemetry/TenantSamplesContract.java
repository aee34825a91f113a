package io.hotswap.domain.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every implementation of [TenantSamples] does. */
public abstract class TenantSamplesContract {
  private static final Environment HERE = Environment.Development;
  private static final PluginId SHOP = PluginId.of("shop");
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final String WINDOW = "d1#stage/2";

  /** Without any sample; the same one during a test. */
  protected abstract TenantSamples samples();

  @Test
  void the_newest_sample_of_every_process_is_read_as_it_was() {
    samples().record(sample(WINDOW, "n1", "i1", 10));
    samples().record(sample(WINDOW, "n1", "i1", 20));
    samples().record(sample(WINDOW, "n1", "i2", 5));
    samples().record(sample(WINDOW, "n2", "i1", 7));
    assertEquals(
        Set.of(
            sample(WINDOW, "n1", "i1", 20),
            sample(WINDOW, "n1", "i2", 5),
            sample(WINDOW, "n2", "i1", 7)),
        Set.copyOf(samples().of(HERE, SHOP, WINDOW)));
  }

  @Test
  void a_window_is_not_another_one_that_begins_alike() {
    samples().record(sample(WINDOW + "0", "n1", "i1", 99));
    assertEquals(List.of(), samples().of(HERE, SHOP, WINDOW));
  }

  @Test
  void samples_are_of_one_plugin_in_one_environment() {
    samples().record(sample(WINDOW, "n1", "i1", 10));
    assertEquals(List.of(), samples().of(Environment.QA, SHOP, WINDOW));
    assertEquals(List.of(), samples().of(HERE, PluginId.of("other"), WINDOW));
  }

  private static TenantSample sample(String window, String node, String incarnation, long calls) {
    var acme = new TenantStats(calls, 1, calls * 7.25, Map.of("fee_minor_units", 130.5));
    return new TenantSample(
        HERE,
        SHOP,
        window,
        node,
        incarnation,
        NOW,
        Map.of("1.0.0", Map.of("acme", acme), "1.1.0", Map.of("umbrella", acme.plus(acme))),
        Map.of("acme", acme));
  }
}
