package io.hotswap.health;

import static io.hotswap.health.MetricsView.version;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Disclosure;
import io.hotswap.domain.deployment.DeploymentPorts;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.telemetry.HealthCheckRequests;
import io.hotswap.persistence.dynamo.DynamoRouting;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

@Controller("/api/v1/plugins/{id}")
final class HealthRoutes {
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(24);

  private final HealthReader looking;
  private final DeploymentPorts ports;
  private final HealthCheckRequests asks;
  private final Clock clock;

  HealthRoutes(HealthReader looking, DeploymentPorts ports, DynamoRouting routing, Clock clock) {
    this.looking = looking;
    this.ports = ports;
    this.asks = routing;
    this.clock = clock;
  }

  record CheckHealth(Environment environment) {}

  @Get("/health")
  @Operation(Action.VIEW_PLUGIN_HEALTH)
  HttpResponse<?> health(ApiCall call, String id) {
    var environment = call.oneOf("environment", Environment.class);
    return call.answer(
        plugin(id)
            .map(it -> ApiAnswer.ok(new HealthView(it, seen(it, environment, call.shown())))));
  }

  private List<HealthView.InEnvironment> seen(
      PluginId plugin, Optional<Environment> only, Disclosure shown) {
    return Arrays.stream(Environment.values())
        .filter(it -> only.isEmpty() || only.get() == it)
        .flatMap(it -> looking.document(plugin, it).stream())
        .map(it -> looking.in(it).to(shown))
        .toList();
  }

  @Get("/metrics")
  @Operation(Action.VIEW_PLUGIN_METRICS)
  HttpResponse<?> metrics(ApiCall call, String id) {
    var environment = call.oneOf("environment", Environment.class).orElse(Environment.Development);
    return call.answer(
        call.duration("window", WINDOW, SHORTEST, LONGEST)
            .then(window -> plugin(id).map(it -> ApiAnswer.ok(counted(it, environment, window)))));
  }

  /// Of what is loaded, and of what was called in the window and is loaded no more: after a
  /// rollback that is what people want to compare. Nodes tell the health of whatever they load.
  private MetricsView counted(PluginId plugin, Environment environment, Duration window) {
    var until = clock.instant();
    var from = until.minus(window).truncatedTo(ChronoUnit.MINUTES);
    var counted = Duration.between(from, until);
    var loaded =
        looking.document(plugin, environment).map(RoutingDocument::loaded).orElse(Set.of());
    var known = new TreeSet<>(loaded);
    ports.health().of(environment, plugin).forEach(it -> known.add(it.version()));
    var versions =
        known.stream()
            .map(
                it ->
                    version(it, ports.figures().of(environment, plugin, it, from, until), counted))
            .filter(it -> loaded.contains(it.version()) || it.calls() > 0)
            .toList();
    return new MetricsView(plugin, environment, from, until, versions);
  }

  @Post("/health-check")
  @Operation(Action.CHECK_PLUGIN_HEALTH)
  HttpResponse<?> check(ApiCall call, String id) {
    return call.change(
        CheckHealth.class,
        (body, requestId) -> plugin(id).then(it -> asked(it, body.environment())));
  }

  private Result<ApiAnswer> asked(PluginId plugin, Environment environment) {
    if (looking.document(plugin, environment).isEmpty()) {
      return Result.refused(ErrorCode.NOT_DEPLOYED, "The plugin is not deployed to " + environment);
    }
    var now = clock.instant();
    asks.ask(environment, plugin, now);
    return Result.done(
        ApiAnswer.accepted(
            Map.of("askedAt", now),
            "/api/v1/plugins/" + plugin + "/health?environment=" + environment));
  }

  private Result<PluginId> plugin(String id) {
    var plugin = PluginId.parse(id);
    return ports.releases().pluginName(plugin).isPresent()
        ? Result.done(plugin)
        : Result.refused(ErrorCode.PLUGIN_NOT_FOUND, "There is no plugin " + id);
  }
}
