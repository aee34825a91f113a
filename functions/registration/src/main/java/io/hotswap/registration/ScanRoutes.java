package io.hotswap.registration;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.check.CheckState;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.check.operations.ScanningAgain;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.util.List;

/// Scans of versions that were scanned before.
@Controller("/api/v1/plugins/{id}/versions/{version}/scan")
final class ScanRoutes {
  private final ScanningAgain scanning;

  ScanRoutes(ScanningAgain scanning) {
    this.scanning = scanning;
  }

  /// The checks of the version while it is scanned again: the earlier result still counts.
  record ScanView(CheckState checks, List<ChecksView> checkResults) {}

  @Post
  @Operation(Action.SCAN_VERSION)
  HttpResponse<?> scan(ApiCall call, String id, String version) {
    return call.answer(
        scanning
            .scan(PluginId.parse(id), new SemanticVersion(version), call.origin())
            .map(it -> accepted(it)));
  }

  private static ApiAnswer accepted(VersionChecks it) {
    return ApiAnswer.accepted(
        new ScanView(it.state(), ChecksView.of(it)),
        "/api/v1/plugins/%s/versions/%s".formatted(it.pluginId(), it.version()));
  }
}
