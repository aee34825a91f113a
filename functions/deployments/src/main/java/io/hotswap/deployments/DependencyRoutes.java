package io.hotswap.deployments;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.deployments.wire.DependencyViews.GraphView;
import io.hotswap.deployments.wire.DependencyViews.ReportView;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.dependency.world.DependencyGraph;
import io.hotswap.domain.dependency.world.ShowingDependencies;
import io.hotswap.domain.dependency.world.UnmetNeeds;
import io.hotswap.domain.dependency.world.ValidatingDependencies;
import io.hotswap.domain.dependency.world.WorldReader;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;

/// What a plugin needs of others and they of it, for those who deploy.
@Controller("/api/v1/plugins/{id}")
final class DependencyRoutes {
  private final ShowingDependencies showing;
  private final ValidatingDependencies validating;
  private final UnmetNeeds unmetNeeds;
  private final Releases releases;

  DependencyRoutes(WorldReader worlds, UnmetNeeds unmetNeeds, Releases releases) {
    this.showing = new ShowingDependencies(worlds);
    this.validating = new ValidatingDependencies(worlds);
    this.unmetNeeds = unmetNeeds;
    this.releases = releases;
  }

  record ValidateDependencies(String version, Environment environment) {}

  @Get("/dependencies")
  @Operation(Action.VIEW_DEPENDENCIES)
  HttpResponse<?> view(
      ApiCall call,
      String id,
      @QueryValue Environment environment,
      @QueryValue(defaultValue = "json") String format) {
    return call.answer(
        plugin(id).map(it -> shown(it, environment, format, showing.graph(it, environment))));
  }

  private static ApiAnswer shown(
      String plugin, Environment environment, String format, DependencyGraph graph) {
    return switch (format) {
      case "dot" -> ApiAnswer.text("text/vnd.graphviz", graph.dot());
      case "mermaid" -> ApiAnswer.text("text/vnd.mermaid", graph.mermaid());
      default -> ApiAnswer.ok(GraphView.of(plugin, environment, graph));
    };
  }

  @Post("/validate-dependencies")
  @Operation(Action.VALIDATE_DEPENDENCIES)
  HttpResponse<?> validate(ApiCall call, String id) {
    return call.change(
        ValidateDependencies.class,
        (body, _) -> plugin(id).then(it -> validated(it, body)).map(ApiAnswer::ok));
  }

  private Result<ReportView> validated(String plugin, ValidateDependencies body) {
    return SemanticVersion.parse(body.version())
        .flatMap(
            version ->
                validating
                    .validate(plugin, version, body.environment())
                    .map(
                        report ->
                            ReportView.of(
                                plugin,
                                version,
                                body.environment(),
                                report,
                                unmetNeeds.of(plugin, version, body.environment()))))
        .map(Result::done)
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.VERSION_NOT_FOUND,
                    "There is no version %s of %s.".formatted(body.version(), plugin)));
  }

  private Result<String> plugin(String id) {
    return releases
        .pluginName(PluginId.parse(id))
        .map(Result::done)
        .orElseGet(
            () -> Result.refused(ErrorCode.PLUGIN_NOT_FOUND, "There is no plugin " + id + "."));
  }
}
