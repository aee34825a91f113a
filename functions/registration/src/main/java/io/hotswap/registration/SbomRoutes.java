package io.hotswap.registration;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.check.CheckName;
import io.hotswap.domain.check.CheckedVersions;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.inventory.LibraryInventories;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.domain.plugin.Plugins;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.serialization.Json;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/// What the archive of a version holds.
@Controller("/api/v1/plugins/{id}/versions/{version}/sbom")
final class SbomRoutes {
  private static final String MEDIA_TYPE = "application/vnd.cyclonedx+json";

  private final Plugins plugins;
  private final CheckedVersions checked;
  private final LibraryInventories inventories;

  SbomRoutes(Plugins plugins, CheckedVersions checked, LibraryInventories inventories) {
    this.plugins = plugins;
    this.checked = checked;
    this.inventories = inventories;
  }

  @Get
  @Operation(Action.VIEW_SBOM)
  HttpResponse<?> view(ApiCall call, String id, String version) {
    return call.answer(
        found(PluginId.parse(id), new SemanticVersion(version))
            .then(this::inventoried)
            .map(it -> SbomView.of(it, inventories.of(it)))
            .map(it -> ApiAnswer.text(MEDIA_TYPE, Json.write(it))));
  }

  private Result<PluginVersion> found(PluginId id, SemanticVersion version) {
    return plugins
        .find(id, version)
        .map(Result::done)
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.VERSION_NOT_FOUND,
                    "There is no version %s of %s.".formatted(version, id)));
  }

  private Result<PluginVersion> inventoried(PluginVersion it) {
    boolean ended =
        checked.find(it.pluginId(), it.version()).stream()
            .flatMap(checks -> checks.checks().stream())
            .anyMatch(check -> check.name() == CheckName.Inventory && check.endedAt().isPresent());
    return ended
        ? Result.done(it)
        : Result.refused(
            ErrorCode.CHECKS_PENDING,
            "What %s %s holds is not known yet: its check Inventory is Pending. Try again when it has ended."
                .formatted(it.name(), it.version()));
  }
}
