package io.hotswap.runtime.routing;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.Cohort;
import io.hotswap.domain.routing.HealthSupervision;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Documents of one plugin with many versions, in which a canary and the default move from
 * generation to generation, while tenants' pins move beside them.
 */
final class ManyVersions {
  static final String PLUGIN = "many";
  private static final Optional<RoutedVersion> NONE = Optional.empty();

  private final List<RoutedVersion> versions;
  private final List<String> tenants;
  private final Random random;
  private final MovingPins pins;
  private long generation;
  private int serving;

  ManyVersions(List<RoutedVersion> versions, List<String> tenants, MovingPins pins, Random random) {
    this.pins = pins;
    this.versions = versions;
    this.tenants = tenants;
    this.random = random;
    // Half of the tenants, so that every version has some.
    for (int tenant = 0; tenant < tenants.size(); tenant += 2) {
      pins.move(tenants.get(tenant), Optional.of(routed(tenant / 2)));
    }
  }

  /** Ten pins change hands, the canary goes anywhere, and now and then another version serves. */
  RoutingDocument next() {
    generation++;
    for (int change = 0; change < 10; change++) {
      var tenant = tenants.get(random.nextInt(tenants.size()));
      var pin = random.nextBoolean() ? Optional.of(routed(random.nextInt())) : NONE;
      pins.move(tenant, pin);
    }
    if (generation % 10 == 0) {
      serving = random.nextInt(versions.size());
    }
    return new RoutingDocument(
        PluginId.of(PLUGIN),
        PLUGIN,
        InMemoryControlPlane.ENVIRONMENT,
        generation,
        "deployment-" + generation / 100,
        Instant.EPOCH,
        "",
        Optional.of(version(serving)),
        List.of(),
        versions.stream().map(RoutedVersion::release).toList(),
        Optional.of(
            new Cohort(version(serving + 1), "deployment-" + generation / 100, random.nextLong())),
        Map.of(),
        Set.of(),
        HealthSupervision.NONE,
        versions.stream().collect(Collectors.toMap(RoutedVersion::release, it -> it)));
  }

  private String version(int number) {
    return routed(number).version();
  }

  private RoutedVersion routed(int number) {
    return versions.get(Math.floorMod(number, versions.size()));
  }
}
