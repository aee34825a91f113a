package io.hotswap.runtime.routing;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.Cohort;
import io.hotswap.domain.routing.HealthSupervision;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Documents of one plugin with many versions, in which pins, a canary and the default move from
 * generation to generation.
 */
final class ManyVersions {
  static final String PLUGIN = "many";

  private final List<RoutedVersion> versions;
  private final List<String> tenants;
  private final Random random;
  private final Map<String, String> pins = new HashMap<>();
  private long generation;
  private int serving;

  ManyVersions(List<RoutedVersion> versions, List<String> tenants, Random random) {
    this.versions = versions;
    this.tenants = tenants;
    this.random = random;
    // Half of the tenants, so that every version has some.
    for (int tenant = 0; tenant < tenants.size(); tenant += 2) {
      pins.put(tenants.get(tenant), version(tenant / 2));
    }
  }

  /** Ten pins change hands, the canary goes anywhere, and now and then another version serves. */
  RoutingDocument next() {
    generation++;
    for (int change = 0; change < 10; change++) {
      var tenant = tenants.get(random.nextInt(tenants.size()));
      if (pins.remove(tenant) == null) {
        pins.put(tenant, version(random.nextInt()));
      }
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
        versions.stream().map(RoutedVersion::version).toList(),
        Optional.of(
            new Cohort(version(serving + 1), "deployment-" + generation / 100, random.nextLong())),
        pins,
        Set.of(),
        Map.of(),
        Map.of(),
        HealthSupervision.NONE,
        versions.stream().collect(Collectors.toMap(RoutedVersion::version, it -> it)));
  }

  private String version(int number) {
    return versions.get(Math.floorMod(number, versions.size())).version();
  }
}
