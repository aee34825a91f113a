package io.hotswap.tenants.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.configuration.LookingUpBundles;
import io.hotswap.domain.tenant.configuration.LookingUpBundles.Found;
import io.hotswap.domain.tenant.configuration.LookingUpBundles.Query;
import io.hotswap.serialization.Json;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import java.util.Optional;

/// What the header `HotSwap-Bundle` of an answer names.
@Controller("/api/v1/bundles/{bundle}")
final class BundleRoutes {
  private final LookingUpBundles bundles;

  BundleRoutes(LookingUpBundles bundles) {
    this.bundles = bundles;
  }

  /// @param defaultConfiguration of the release
  /// @param defaults absent when the version was deleted
  /// @param configuration version of the tenant's; 0 when the answer had none
  /// @param tenantId whose configuration `config` is
  /// @param config what the tenant itself had set
  record BundleView(
      String bundle,
      PluginId pluginId,
      String plugin,
      String version,
      String release,
      Digest digest,
      Optional<JsonNode> defaultConfiguration,
      Optional<JsonNode> defaults,
      long configuration,
      Optional<String> tenantId,
      Optional<JsonNode> config) {
    static BundleView of(Found it) {
      var release = it.release();
      return new BundleView(
          it.bundle().text(),
          release.pluginId(),
          release.pluginName(),
          release.version(),
          release.key().text(),
          release.code(),
          it.defaultConfiguration().map(BundleView::json),
          it.defaults().map(BundleView::json),
          it.bundle().configuration(),
          it.configuration().map(own -> own.id().settings().tenant()),
          it.configuration().map(TenantConfiguration::values).map(BundleView::json));
    }

    private static JsonNode json(String values) {
      return Json.read(values, JsonNode.class);
    }
  }

  @Get
  @Operation(Action.VIEW_BUNDLE)
  HttpResponse<?> view(
      ApiCall call,
      String bundle,
      @QueryValue Environment environment,
      @QueryValue Optional<String> tenant) {
    return call.answer(
        bundles
            .find(call.caller(), new Query(bundle, environment, tenant))
            .map(it -> ApiAnswer.ok(BundleView.of(it))));
  }
}
