package io.hotswap.deployments;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.hotswap.api.ApiCall;
import io.hotswap.api.Parameters;
import io.hotswap.domain.access.Caller;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentRequest;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.entitlement.PluginEntitlements;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// Finds deployments for their readers. Those of a plugin that the reader's tenant may not use
/// there are for the reader as if they did not exist.
@Singleton
final class DeploymentLookup {
  private final Deployments deployments;
  private final PluginEntitlements entitlements;

  DeploymentLookup(Deployments deployments, PluginEntitlements entitlements) {
    this.deployments = deployments;
    this.entitlements = entitlements;
  }

  /// The deployment that a path names.
  Result<Deployment> deployment(ApiCall call, String id) {
    return Parameters.uuid("id", id)
        .then(
            it ->
                deployments
                    .find(new DeploymentId(it))
                    .filter(found -> shows(call.caller(), found))
                    .map(Result::done)
                    .orElseGet(
                        () ->
                            Result.refused(
                                ErrorCode.DEPLOYMENT_NOT_FOUND, "There is no deployment " + it)));
  }

  Page<Deployment> shown(ApiCall call, Page<Deployment> page) {
    Map<Environment, Set<PluginId>> shown = new EnumMap<>(Environment.class);
    page.items().stream()
        .collect(
            groupingBy(
                it -> it.request().environment(), mapping(it -> it.request().pluginId(), toSet())))
        .forEach(
            (environment, plugins) ->
                shown.put(
                    environment,
                    entitlements.shown(call.caller(), plugins, EnumSet.of(environment))));
    return new Page<>(
        page.items().stream().filter(it -> isAmong(shown, it.request())).toList(), page.next());
  }

  private static boolean isAmong(Map<Environment, Set<PluginId>> shown, DeploymentRequest request) {
    return shown.getOrDefault(request.environment(), Set.of()).contains(request.pluginId());
  }

  private boolean shows(Caller caller, Deployment it) {
    var request = it.request();
    return entitlements.shows(caller, request.pluginId(), request.environment());
  }
}
