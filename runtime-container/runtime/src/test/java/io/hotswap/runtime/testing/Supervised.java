package io.hotswap.runtime.testing;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.routing.HealthSupervision;
import io.hotswap.domain.routing.HealthSupervision.Analysis;
import io.hotswap.domain.routing.HealthSupervision.Watch;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDraft;
import io.hotswap.runtime.plugin.PluginRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Documents that ask the nodes to look after something. */
public final class Supervised {
  public static final String PLUGIN = "counted";

  private Supervised() {}

  public static PluginRef ref(String version) {
    var routed =
        new RoutedVersion(
            version, new Digest("0".repeat(64)), 1, "deployment", Documents.TRACEPARENT);
    return PluginRef.of(Documents.serving(PLUGIN, 1, routed), routed);
  }

  public static RoutingDocument serving(String version) {
    return Documents.serving(PLUGIN, 1, ref(version).routed());
  }

  public static RoutingDocument watching(RoutingDocument before, Watch watch) {
    return next(before, supervision(Optional.of(watch), Optional.empty()));
  }

  public static RoutingDocument analysing(RoutingDocument before, String window, String baseline) {
    return next(before, supervision(Optional.empty(), Optional.of(new Analysis(window, baseline))));
  }

  public static RoutingDocument unsupervised(RoutingDocument before) {
    return next(before, HealthSupervision.NONE);
  }

  private static RoutingDocument next(RoutingDocument before, HealthSupervision healthSupervision) {
    return new RoutingDraft(before)
        .withSupervision(it -> healthSupervision)
        .build("deployment", Instant.EPOCH, Documents.TRACEPARENT);
  }

  private static HealthSupervision supervision(Optional<Watch> watch, Optional<Analysis> analysis) {
    return new HealthSupervision(watch, analysis, Optional.empty(), List.of(), Set.of());
  }
}
