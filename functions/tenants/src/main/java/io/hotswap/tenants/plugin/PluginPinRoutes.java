package io.hotswap.tenants.plugin;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.api.Parameters;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.lifecycle.Lifecycle;
import io.hotswap.domain.lifecycle.VersionLifecycles;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which tenants are pinned to which version of a plugin, for those who want to take one back.
@Controller("/api/v1/plugins/{id}/pins")
final class PluginPinRoutes {
  private final ChangingTenantPlugins settings;
  private final Pins pins;
  private final VersionLifecycles lifecycles;

  PluginPinRoutes(ChangingTenantPlugins settings, Pins pins, VersionLifecycles lifecycles) {
    this.settings = settings;
    this.pins = pins;
    this.lifecycles = lifecycles;
  }

  record PluginPinPage(List<PluginPinView> items, Optional<String> next) {}

  record PluginPinView(
      String tenantId,
      String version,
      Lifecycle.State lifecycle,
      String reason,
      Instant since,
      Optional<Instant> expiresAt) {
    static Stream<PluginPinView> of(TenantPlugin it, Map<String, Lifecycle.State> states) {
      return it.pin().stream().map(pin -> of(it.id().tenant(), pin, states));
    }

    private static PluginPinView of(String tenant, Pin pin, Map<String, Lifecycle.State> states) {
      var version = pin.version().version();
      return new PluginPinView(
          tenant,
          version,
          states.getOrDefault(version, Lifecycle.State.Active),
          pin.reason(),
          pin.since(),
          pin.expiresAt());
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
                .map(
                    plugin ->
                        listed(pins.ofPlugin(environment, plugin, version, page), states(plugin)))
                .map(ApiAnswer::ok));
  }

  private Map<String, Lifecycle.State> states(PluginId plugin) {
    return lifecycles.of(plugin).stream()
        .collect(Collectors.toMap(it -> it.version().text(), it -> it.lifecycle().state()));
  }

  private static PluginPinPage listed(
      Page<TenantPlugin> page, Map<String, Lifecycle.State> states) {
    return new PluginPinPage(
        page.items().stream().flatMap(it -> PluginPinView.of(it, states)).toList(),
        page.next().map(Parameters::next));
  }
}
