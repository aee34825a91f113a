package io.hotswap.domain.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.tenant.TenantQuota.Source;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TenantQuotaTest {
  private static final Optional<Quota> NONE = Optional.empty();
  private static final Optional<Quota> PLATFORM = Optional.of(new Quota(600, 20));
  private static final Optional<Quota> PLUGIN = Optional.of(new Quota(100, 30));
  private static final Optional<Quota> CEILING = Optional.of(new Quota(900, 10));
  private static final Optional<Quota> OWN = Optional.of(new Quota(90, 50));

  @Test
  void the_most_specific_limits_are_in_force_but_own_ones_never_above_the_others() {
    assertEquals(NONE, inForce(NONE, NONE, NONE, NONE));
    assertEquals(PLATFORM, inForce(PLATFORM, NONE, NONE, NONE));
    assertEquals(PLUGIN, inForce(PLATFORM, PLUGIN, NONE, NONE));
    assertEquals(CEILING, inForce(PLATFORM, PLUGIN, CEILING, NONE));
    assertEquals(Optional.of(new Quota(90, 10)), inForce(PLATFORM, PLUGIN, CEILING, OWN));
    assertEquals(Optional.of(new Quota(90, 30)), inForce(PLATFORM, PLUGIN, NONE, OWN));
    assertEquals(Optional.of(new Quota(90, 20)), inForce(PLATFORM, NONE, NONE, OWN));
    assertEquals(OWN, inForce(NONE, NONE, NONE, OWN));
  }

  @Test
  void it_is_known_who_has_set_each_limit() {
    assertEquals(List.of(Source.Platform, Source.Platform), sources(PLATFORM, NONE, NONE, NONE));
    assertEquals(List.of(Source.Plugin, Source.Plugin), sources(PLATFORM, PLUGIN, NONE, NONE));
    assertEquals(List.of(Source.Own, Source.Plugin), sources(PLATFORM, PLUGIN, NONE, OWN));
    assertEquals(List.of(Source.Own, Source.Ceiling), sources(PLATFORM, PLUGIN, CEILING, OWN));
    assertEquals(List.of(Source.Own, Source.Own), sources(NONE, NONE, NONE, OWN));
  }

  @Test
  void bytes_are_limited_by_whoever_limits_them() {
    var ceiling = Optional.of(new Quota(900, 10, Optional.of(1_000)));
    var own = Optional.of(new Quota(90, 5, Optional.of(400)));
    assertEquals(Optional.of(1_000), bytes(inForce(NONE, NONE, ceiling, OWN)));
    assertEquals(Optional.of(400), bytes(inForce(NONE, NONE, ceiling, own)));
    assertEquals(Optional.of(400), bytes(inForce(PLATFORM, NONE, NONE, own)));
    assertEquals(Optional.empty(), bytes(inForce(PLATFORM, NONE, CEILING, OWN)));
    assertThrows(IllegalArgumentException.class, () -> new Quota(1, 1, Optional.of(0)));
  }

  @Test
  void processor_time_and_memory_are_limited_by_whoever_limits_them() {
    var ceiling = Optional.of(processes(30, 1L << 30));
    var own = Optional.of(processes(60, 1L << 28));
    assertEquals(Optional.of(processes(30, 1L << 28)), inForce(PLATFORM, NONE, ceiling, own));
    assertEquals(ceiling, inForce(NONE, NONE, ceiling, Optional.of(new Quota(9, 9))));
    assertEquals(own, inForce(Optional.of(new Quota(9, 9)), NONE, NONE, own));
    var quota = new TenantQuota(ceiling, own);
    var defaults = new TenantDefaults(AccessDefault.Open, NONE, NONE);
    assertEquals(
        Source.Ceiling,
        quota.source(defaults, own.flatMap(Quota::maxProcessorSecondsPerMinute), 30));
    assertEquals(Source.Own, quota.source(defaults, own.flatMap(Quota::maxMemoryBytes), 1L << 28));
    assertThrows(IllegalArgumentException.class, () -> processes(0, 1));
    assertThrows(IllegalArgumentException.class, () -> processes(1, 0));
  }

  private static Quota processes(int seconds, long memory) {
    return new Quota(9, 9, Optional.empty(), Optional.of(seconds), Optional.of(memory));
  }

  private static Optional<Integer> bytes(Optional<Quota> quota) {
    return quota.flatMap(Quota::maxBytesInFlight);
  }

  private static Optional<Quota> inForce(
      Optional<Quota> platform,
      Optional<Quota> plugin,
      Optional<Quota> ceiling,
      Optional<Quota> own) {
    return new TenantQuota(ceiling, own)
        .inForce(new TenantDefaults(AccessDefault.Open, platform, plugin));
  }

  private static List<Source> sources(
      Optional<Quota> platform,
      Optional<Quota> plugin,
      Optional<Quota> ceiling,
      Optional<Quota> own) {
    var quota = new TenantQuota(ceiling, own);
    var defaults = new TenantDefaults(AccessDefault.Open, platform, plugin);
    var inForce = quota.inForce(defaults).orElseThrow();
    return List.of(
        quota.source(
            defaults, own.map(Quota::maxRequestsPerMinute), inForce.maxRequestsPerMinute()),
        quota.source(
            defaults, own.map(Quota::maxConcurrentExecutions), inForce.maxConcurrentExecutions()));
  }
}
