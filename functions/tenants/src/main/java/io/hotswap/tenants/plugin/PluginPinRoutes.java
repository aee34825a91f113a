package io.hotswap.tenants.plugin;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.api.Parameters;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.Pins;
import io.hotswap.domain.tenant.TenantPlugin;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which tenants are pinned to which version of a plugin, for those who want to take one back.
@Controller("/api/v1/plugins/{id}/pins")
final class PluginPinRoutes {
  private final ChangingTenantPlugins settings;
  private final Pins pins;

  PluginPinRoutes(ChangingTenantPlugins settings, Pins pins) {
    this.settings = settings;
    this.pins = pins;
  }

  record PluginPinPage(List<PluginPinView> items, Optional<String> next) {}

  record PluginPinView(
      String tenantId, String version, String reason, Instant since, Optional<Instant> expiresAt) {
    static Stream<PluginPinView> of(TenantPlugin it) {
      return it.pin().stream().map(pin -> of(it.id().tenant(), pin));
    }

    private static PluginPinView of(String tenant, Pin pin) {
      return new PluginPinView(
          tenant, pin.version().version(), pin.reason(), pin.since(), pin.expiresAt());
    }
  }

  @Get
  @Operation(Action.LIST_PLUGIN_PINS)
  HttpResponse<?> list(
      ApiCall call,
      String id,
      @QueryValue Environment environment,
      @QueryValue Optional<String> version) {
    return call.page(
        page ->
            settings
                .known(PluginId.parse(id))
                .map(plugin -> pins.ofPlugin(environment, plugin, version, page))
                .map(it -> ApiAnswer.ok(listed(it))));
  }

  private static PluginPinPage listed(Page<TenantPlugin> page) {
    return new PluginPinPage(
        page.items().stream().flatMap(PluginPinView::of).toList(),
        page.next().map(Parameters::next));
  }
}
