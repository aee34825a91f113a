package io.hotswap.runtime.http;

import io.hotswap.domain.ids.TenantName;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.Route;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.TenantRouting;
import io.hotswap.runtime.http.message.HttpProblem;
import io.hotswap.runtime.http.message.InboundRequest;
import io.hotswap.runtime.http.message.OutboundResponse;
import io.hotswap.runtime.routing.RouteTable;
import io.hotswap.runtime.tenants.TenantTable;
import io.hotswap.serialization.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// `/api/v1/plugins/{plugin}/route`: where the calls of one or many tenants would go now, and why.
public final class ExplainRoute {
  private static final int MOST_TENANTS = 10_000;
  private static final int MOST_ERRORS = 32;

  private final RouteTable routeTable;
  private final TenantTable tenantTable;
  private final String nodeId;

  public ExplainRoute(RouteTable routeTable, TenantTable tenantTable, String nodeId) {
    this.routeTable = routeTable;
    this.tenantTable = tenantTable;
    this.nodeId = nodeId;
  }

  /// @param version empty when the tenant has disabled the plugin, or nothing serves it
  record OneTenant(
      String plugin,
      String tenant,
      String node,
      long generation,
      Optional<String> version,
      boolean disabled,
      boolean notDeployed,
      Optional<String> bundle,
      Optional<String> reason) {}

  /// @param counts tenants by result
  /// @param tenants each tenant's version, `disabled` or `notDeployed`
  record ManyTenants(
      String plugin,
      String node,
      long generation,
      Map<String, Integer> counts,
      Map<String, String> tenants) {}

  /// @param tenants missing when the body has none
  record ExplainRequest(@Nullable List<String> tenants) {}

  OutboundResponse one(String plugin, InboundRequest request) {
    return switch (ExplainedTenant.of(request.query())) {
      case Result.Refused<String>(Refusal why) -> HttpProblem.answer(why, request);
      case Result.Done<String>(String tenant) ->
          routeTable
              .activeRouting(plugin)
              .map(document -> OutboundResponse.json(200, Json.write(one(document, tenant))))
              .orElseGet(() -> unknown(plugin, request));
    };
  }

  private OneTenant one(RoutingDocument document, String tenant) {
    var explained = document.explain(tenant, settings(document, tenant), nodeId);
    var to =
        explained.route() instanceof Route.To it ? Optional.of(it) : Optional.<Route.To>empty();
    return new OneTenant(
        document.pluginName(),
        tenant,
        nodeId,
        document.generation(),
        to.map(it -> it.version().release()),
        explained.route() instanceof Route.Disabled,
        explained.route() instanceof Route.NotDeployed,
        to.map(it -> document.bundle(it).text()),
        explained.reason());
  }

  OutboundResponse many(String plugin, InboundRequest request) {
    var queried = ExplainedTenant.none(request.query());
    if (queried.isPresent()) {
      return HttpProblem.answer(queried.get(), request);
    }
    var tenants = tenants(request);
    if (tenants.isEmpty()) {
      return HttpProblem.answer(
          Refusal.of(
              ErrorCode.MALFORMED_BODY,
              "The body names no tenants, or too many.",
              "/tenants",
              "1 to " + MOST_TENANTS + " tenants",
              "Send {\"tenants\": [\"<tenant>\", …]}."),
          request);
    }
    var unnamed = unnamed(tenants.get());
    if (!unnamed.isEmpty()) {
      return HttpProblem.answer(
          new Refusal(ErrorCode.MALFORMED_BODY, "The body has texts that name no tenant.", unnamed),
          request);
    }
    return routeTable
        .activeRouting(plugin)
        .map(document -> OutboundResponse.json(200, Json.write(many(document, tenants.get()))))
        .orElseGet(() -> unknown(plugin, request));
  }

  private static Optional<List<String>> tenants(InboundRequest request) {
    try {
      var body = new String(request.body(), StandardCharsets.UTF_8);
      return Optional.ofNullable(Json.read(body, ExplainRequest.class))
          .map(ExplainRequest::tenants)
          .filter(it -> !it.isEmpty() && it.size() <= MOST_TENANTS && !it.contains(null));
    } catch (IllegalArgumentException notThatJson) {
      return Optional.empty();
    }
  }

  private static List<FieldError> unnamed(List<String> tenants) {
    return IntStream.range(0, tenants.size())
        .filter(at -> !TenantName.isOne(tenants.get(at)))
        .limit(MOST_ERRORS)
        .mapToObj(
            at ->
                new FieldError("/tenants/" + at, TenantName.EXPECTED, "Correct the tenant's name."))
        .toList();
  }

  private ManyTenants many(RoutingDocument document, List<String> tenants) {
    Map<String, String> all = new LinkedHashMap<>();
    Map<String, Integer> counts = new TreeMap<>();
    for (var tenant : tenants) {
      if (all.put(tenant, outcome(route(document, tenant))) == null) {
        counts.merge(all.get(tenant), 1, Integer::sum);
      }
    }
    return new ManyTenants(document.pluginName(), nodeId, document.generation(), counts, all);
  }

  private Route route(RoutingDocument document, String tenant) {
    return document.route(tenant, settings(document, tenant), nodeId);
  }

  private TenantRouting settings(RoutingDocument document, String tenant) {
    return tenantTable.routing(document.pluginId(), tenant);
  }

  private static String outcome(Route route) {
    return switch (route) {
      case Route.To to -> to.version().release();
      case Route.Disabled() -> "disabled";
      case Route.NotDeployed() -> "notDeployed";
    };
  }

  private static OutboundResponse unknown(String plugin, InboundRequest request) {
    return HttpProblem.answer(
        Refusal.of(
            ErrorCode.NOT_DEPLOYED,
            "Plugin "
                + plugin
                + " is not deployed in this environment, or not ready on this node."),
        request);
  }
}
