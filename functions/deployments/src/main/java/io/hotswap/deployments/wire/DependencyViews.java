package io.hotswap.deployments.wire;

import io.hotswap.domain.dependency.world.DependencyGraph;
import io.hotswap.domain.dependency.world.DependencyReport;
import io.hotswap.domain.dependency.world.EnvironmentWorld;
import io.hotswap.domain.dependency.world.UnmetNeed;
import io.hotswap.domain.dependency.world.WayOut;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.SemanticVersion;
import java.util.List;
import java.util.Optional;

/// Dependencies between plugins: schemas of openapi.yaml as records.
public final class DependencyViews {
  private DependencyViews() {}

  public record GraphView(
      String plugin, Environment environment, List<NodeView> nodes, List<EdgeView> edges) {
    public static GraphView of(String plugin, Environment environment, DependencyGraph graph) {
      return new GraphView(
          plugin,
          environment,
          graph.nodes().stream().map(NodeView::of).toList(),
          graph.edges().stream().map(EdgeView::of).toList());
    }
  }

  record NodeView(String plugin, Optional<SemanticVersion> version, boolean serves) {
    static NodeView of(DependencyGraph.Node it) {
      return new NodeView(it.plugin(), it.version(), it.serves());
    }
  }

  record EdgeView(String plugin, String needs, String range, boolean met) {
    static EdgeView of(DependencyGraph.Edge it) {
      return new EdgeView(it.plugin(), it.need().plugin(), it.need().range().text(), it.met());
    }
  }

  public record ReportView(
      String plugin,
      SemanticVersion version,
      Environment environment,
      DependencyReport.Outcome outcome,
      List<NeedView> needs,
      List<LostView> lost,
      List<TenantsView> tenants,
      List<String> why,
      Optional<WayOutView> wayOut) {
    /// @param unmet tenants that would lack something
    public static ReportView of(
        String plugin,
        SemanticVersion version,
        Environment environment,
        DependencyReport report,
        List<UnmetNeed> unmet) {
      return new ReportView(
          plugin,
          version,
          environment,
          report.outcome(),
          report.needs().stream().map(NeedView::of).toList(),
          report.lost().stream().map(LostView::of).toList(),
          unmet.stream().map(TenantsView::of).toList(),
          report.why(),
          report.wayOut().map(WayOutView::of));
    }
  }

  record NeedView(String plugin, String range, Optional<SemanticVersion> serving, boolean met) {
    static NeedView of(DependencyReport.Need it) {
      return new NeedView(it.need().plugin(), it.need().range().text(), it.serving(), it.met());
    }
  }

  record LostView(
      String plugin, SemanticVersion version, String range, Optional<SemanticVersion> found) {
    static LostView of(EnvironmentWorld.Unmet it) {
      return new LostView(it.plugin(), it.version(), it.need().range().text(), it.found());
    }
  }

  record TenantsView(
      String plugin,
      SemanticVersion version,
      String needs,
      String range,
      List<SemanticVersion> found,
      List<String> tenants) {
    static TenantsView of(UnmetNeed it) {
      return new TenantsView(
          it.plugin(),
          it.version(),
          it.need().plugin(),
          it.need().range().text(),
          it.found(),
          it.tenants());
    }
  }

  record WayOutView(String sentence, List<StepView> steps) {
    static WayOutView of(WayOut it) {
      return new WayOutView(it.words(), it.steps().stream().map(StepView::of).toList());
    }
  }

  record StepView(String plugin, SemanticVersion version, List<String> interrupts) {
    static StepView of(WayOut.Step it) {
      return new StepView(it.plugin(), it.version(), it.interrupts());
    }
  }
}
