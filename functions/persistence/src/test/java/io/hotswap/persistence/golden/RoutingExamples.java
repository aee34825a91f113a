package io.hotswap.persistence.golden;

import static io.hotswap.persistence.golden.DeploymentExamples.AT;
import static io.hotswap.persistence.golden.DeploymentExamples.CURRENT;
import static io.hotswap.persistence.golden.DeploymentExamples.NEXT;
import static io.hotswap.persistence.golden.DeploymentExamples.PLUGIN;
import static io.hotswap.persistence.golden.DeploymentExamples.TRACE;
import static io.hotswap.persistence.golden.DeploymentExamples.id;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.routing.Cohort;
import io.hotswap.domain.routing.HealthSupervision;
import io.hotswap.domain.routing.HealthSupervision.AcceptanceCase;
import io.hotswap.domain.routing.KeptTenant;
import io.hotswap.domain.routing.RollingCandidate;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.Split;
import io.hotswap.domain.routing.TrafficShift;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A routing document for each way of routing, and one that routes nowhere.
final class RoutingExamples {
  static final List<AcceptanceCase> CASES =
      List.of(
          new AcceptanceCase(
              "1.1.0", "charges", "charge", "application/json", "{\"a\":1}", Optional.of("ok")),
          new AcceptanceCase("1.1.0", "pings", "ping", "text/plain", "", Optional.empty()));

  private RoutingExamples() {}

  static List<RoutingDocument> all() {
    return List.of(cohort(), split(), rolling(), undeployed());
  }

  /// With everything that a document can have beside.
  private static RoutingDocument cohort() {
    var supervision =
        new HealthSupervision(
            Optional.of(
                new HealthSupervision.Watch(
                    NEXT.release(), Optional.of("1.0.0"), AT.plusSeconds(1_800), 12_000)),
            Optional.of(new HealthSupervision.Analysis("d1#stage/2", "1.0.0")),
            Optional.of(
                new HealthSupervision.Preview(NEXT.release(), id(2).toString(), "base64 of a key")),
            CASES,
            Set.of("node-7", "node-8", "node-9"));
    return new RoutingDocument(
        PLUGIN,
        "golden",
        Environment.Production,
        1,
        id(2).toString(),
        AT,
        TRACE,
        Optional.of("1.0.0"),
        List.of(NEXT.release()),
        List.of("1.0.0"),
        Optional.of(new Cohort(NEXT.release(), id(2).toString(), -4_611_686_018_427_387_904L)),
        Map.of("acme", new KeptTenant("1.0.0", 3, Set.of(NEXT.release()))),
        Set.of(),
        supervision,
        Map.of("1.0.0", CURRENT, NEXT.release(), NEXT));
  }

  private static RoutingDocument split() {
    var arms =
        List.of(new Split.Arm("A", "1.0.0", 6_000), new Split.Arm("B", NEXT.release(), 10_000));
    return document(Environment.QA, new Split(id(5).toString(), arms));
  }

  private static RoutingDocument rolling() {
    return document(
        Environment.Staging,
        new RollingCandidate(NEXT.release(), Set.of("node-1", "node-2", "node-3")));
  }

  private static RoutingDocument document(Environment in, TrafficShift shift) {
    var watch = new HealthSupervision.Watch(NEXT.release(), Optional.empty(), AT, 0);
    return new RoutingDocument(
        PLUGIN,
        "golden",
        in,
        1,
        id(5).toString(),
        AT,
        TRACE,
        Optional.of("1.0.0"),
        List.of(),
        List.of(),
        Optional.of(shift),
        Map.of(),
        Set.of(),
        HealthSupervision.NONE.watching(Optional.of(watch)),
        Map.of("1.0.0", CURRENT, NEXT.release(), NEXT));
  }

  private static RoutingDocument undeployed() {
    return new RoutingDocument(
        PLUGIN,
        "golden",
        Environment.Development,
        1,
        id(1).toString(),
        AT,
        "",
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Map.of(),
        Set.of(),
        HealthSupervision.NONE,
        Map.of());
  }
}
