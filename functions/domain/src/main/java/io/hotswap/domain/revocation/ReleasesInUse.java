package io.hotswap.domain.revocation;

import static java.util.Comparator.comparing;

import io.hotswap.domain.revocation.DistrustedRelease.Use;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Releases that are there in an environment, and what for.
record ReleasesInUse(AllPins pins) {
  /// A release may be there for several reasons.
  record InUse(RoutedVersion release, Use use) {}

  Stream<InUse> of(RoutingDocument document) {
    var serving = document.serving();
    var ready = document.warm().stream().filter(it -> !serving.contains(it));
    return Stream.of(
            named(document, serving.stream(), new Use.Serving()),
            named(document, ready, new Use.KeptReady()),
            pinned(document))
        .flatMap(it -> it);
  }

  private static Stream<InUse> named(RoutingDocument document, Stream<String> releases, Use use) {
    return releases
        .sorted()
        .flatMap(it -> Stream.ofNullable(document.versions().get(it)))
        .map(it -> new InUse(it, use));
  }

  private Stream<InUse> pinned(RoutingDocument document) {
    Map<RoutedVersion, List<String>> tenants = new TreeMap<>(comparing(RoutedVersion::release));
    pins.of(document.pluginId(), document.environment(), Optional.empty())
        .forEach(
            it ->
                it.pin()
                    .ifPresent(
                        pin ->
                            tenants
                                .computeIfAbsent(pin.version(), version -> new ArrayList<>())
                                .add(it.id().tenant())));
    return tenants.entrySet().stream()
        .map(it -> new InUse(it.getKey(), new Use.Pinned(it.getValue())));
  }
}
