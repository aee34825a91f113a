package io.hotswap.health;

import static io.hotswap.health.MetricsView.version;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.health.RollbackTriggers;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.telemetry.CallStats;
import io.hotswap.domain.telemetry.HealthCheckRequests;
import io.hotswap.domain.telemetry.HealthReports;
import io.hotswap.domain.tenant.entitlement.PluginEntitlements;
import io.hotswap.persistence.dynamo.DynamoRouting;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
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
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(24);

  private final HealthReader healthReader;
  private final PluginEntitlements entitlements;
  private final Releases releases;
  private final HealthReports reports;
  private final CallStats callStats;
  private final HealthCheckRequests healthCheckRequests;
  private final Clock clock;

  HealthRoutes(
      HealthReader healthReader,
      PluginEntitlements entitlements,
      Releases releases,
      HealthReports reports,
      CallStats callStats,
      DynamoRouting routing,
      Clock clock) {
    this.healthReader = healthReader;
    this.entitlements = entitlements;
    this.releases = releases;
    this.reports = reports;
    this.callStats = callStats;
    this.healthCheckRequests = routing;
    this.clock = clock;
  }

  record CheckHealth(Environment environment) {}

  @Get("/health")
  @Operation(Action.VIEW_PLUGIN_HEALTH)
  HttpResponse<?> health(ApiCall call, String id, @QueryValue Optional<Environment> environment) {
    return call.answer(
        shown(call, id)
            .map(it -> ApiAnswer.ok(new HealthView(it, healthViews(it, environment, call)))));
  }

  private List<HealthView.InEnvironment> healthViews(
      PluginId plugin, Optional<Environment> only, ApiCall call) {
    return Arrays.stream(Environment.values())
        .filter(it -> only.isEmpty() || only.get() == it)
        .filter(it -> entitlements.shows(call.caller(), plugin, it))
        .flatMap(it -> healthReader.document(plugin, it).stream())
        .map(it -> healthReader.in(it).to(call.disclosure()))
        .toList();
  }

  @Get("/metrics")
  @Operation(Action.VIEW_PLUGIN_METRICS)
  HttpResponse<?> metrics(
      ApiCall call, String id, @QueryValue(defaultValue = "Development") Environment environment) {
    return call.answer(
        call.duration("window", RollbackTriggers.WINDOW, SHORTEST, LONGEST)
            .then(window -> plugin(id).map(it -> ApiAnswer.ok(counted(it, environment, window)))));
  }

  /// For loaded versions, and for those that were called in the window but are not loaded any more:
  /// after a rollback these are to be compared.
  private MetricsView counted(PluginId plugin, Environment environment, Duration window) {
    var until = clock.instant();
    var from = until.minus(window).truncatedTo(ChronoUnit.MINUTES);
    var counted = Duration.between(from, until);
    var loaded =
        healthReader.document(plugin, environment).map(RoutingDocument::loaded).orElse(Set.of());
    var known = new TreeSet<>(loaded);
    reports.of(environment, plugin).forEach(it -> known.add(it.version()));
    var versions =
        known.stream()
            .map(it -> version(it, callStats.of(environment, plugin, it, from, until), counted))
            .filter(it -> loaded.contains(it.version()) || it.calls() > 0)
            .toList();
    return new MetricsView(plugin, environment, from, until, versions);
  }

  @Post("/health-check")
  @Operation(Action.CHECK_PLUGIN_HEALTH)
  HttpResponse<?> check(ApiCall call, String id) {
    return call.change(
        CheckHealth.class,
        (body, requestId) -> plugin(id).then(it -> requestCheck(it, body.environment())));
  }

  private Result<ApiAnswer> requestCheck(PluginId plugin, Environment environment) {
    if (healthReader.document(plugin, environment).isEmpty()) {
      return Result.refused(ErrorCode.NOT_DEPLOYED, "The plugin is not deployed to " + environment);
    }
    var now = clock.instant();
    healthCheckRequests.request(environment, plugin, now);
    return Result.done(
        ApiAnswer.accepted(
            Map.of("askedAt", now),
            "/api/v1/plugins/" + plugin + "/health?environment=" + environment));
  }

  /// What the caller's tenant may nowhere use is for the caller as if it did not exist.
  private Result<PluginId> shown(ApiCall call, String id) {
    return plugin(id)
        .then(it -> entitlements.shows(call.caller(), it) ? Result.done(it) : unknown(id));
  }

  private static Result<PluginId> unknown(String id) {
    return Result.refused(ErrorCode.PLUGIN_NOT_FOUND, "There is no plugin " + id);
  }

  private Result<PluginId> plugin(String id) {
    var plugin = PluginId.parse(id);
    return releases.pluginName(plugin).isPresent() ? Result.done(plugin) : unknown(id);
  }
}
