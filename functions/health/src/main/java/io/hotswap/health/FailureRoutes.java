package io.hotswap.health;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.telemetry.CallFailure;
import io.hotswap.domain.telemetry.FailureReport;
import io.hotswap.domain.telemetry.FailureReports;
import io.hotswap.persistence.Stores;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Failed calls of a version, for its authors.
@Controller("/api/v1/plugins/{id}/versions/{version}")
final class FailureRoutes {
  private static final int MOST = 20;

  private final Releases releases;
  private final FailureReports reports;

  FailureRoutes(Releases releases, Stores stores) {
    this.releases = releases;
    this.reports = stores.failureReports();
  }

  record FailureList(
      PluginId pluginId, String version, Environment environment, List<Failure> items) {}

  record Failure(
      Instant at,
      String node,
      String operation,
      String type,
      String message,
      List<String> frames,
      String traceId) {
    static Stream<Failure> of(FailureReport report) {
      return report.failures().stream().map(it -> of(report.nodeId(), it));
    }

    private static Failure of(String node, CallFailure it) {
      return new Failure(
          it.at(), node, it.operation(), it.type(), it.message(), it.frames(), it.traceId());
    }
  }

  @Get("/failures")
  @Operation(Action.LIST_FAILURES)
  HttpResponse<?> list(
      ApiCall call,
      String id,
      String version,
      @QueryValue(defaultValue = "Development") Environment environment) {
    return call.answer(
        knownVersion(id, version).map(it -> ApiAnswer.ok(newest(it, version, environment))));
  }

  private FailureList newest(PluginId plugin, String version, Environment environment) {
    var newest =
        reports.of(environment, plugin, version).stream()
            .flatMap(Failure::of)
            .sorted(Comparator.comparing(Failure::at).reversed())
            .limit(MOST)
            .toList();
    return new FailureList(plugin, version, environment, newest);
  }

  private Result<PluginId> knownVersion(String id, String version) {
    var plugin = PluginId.parse(id);
    if (releases.pluginName(plugin).isEmpty()) {
      return Result.refused(ErrorCode.PLUGIN_NOT_FOUND, "There is no plugin " + id);
    }
    return releases.find(plugin, ReleaseKey.parse(version).version()).isPresent()
        ? Result.done(plugin)
        : Result.refused(
            ErrorCode.VERSION_NOT_FOUND, "Plugin " + id + " has no version " + version);
  }
}
