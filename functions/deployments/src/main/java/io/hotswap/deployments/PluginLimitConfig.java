package io.hotswap.deployments;

import io.hotswap.domain.deployment.admission.DeployedPlugins;
import io.hotswap.domain.deployment.admission.PluginLimit;
import java.util.Map;

/// @param maxPluginsPerEnvironment that may serve
record PluginLimitConfig(int maxPluginsPerEnvironment) {
  private static final String MAX_PLUGINS = "HOTSWAP_MAX_PLUGINS_PER_ENVIRONMENT";

  PluginLimitConfig {
    if (maxPluginsPerEnvironment < 1) {
      throw new IllegalArgumentException(
          MAX_PLUGINS + " must be at least 1, not: " + maxPluginsPerEnvironment);
    }
  }

  static PluginLimitConfig from(Map<String, String> environment) {
    var value = environment.getOrDefault(MAX_PLUGINS, "1000");
    try {
      return new PluginLimitConfig(Integer.parseInt(value));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          MAX_PLUGINS + " must be a number such as 1000, not: " + value, e);
    }
  }

  PluginLimit limit(DeployedPlugins deployed) {
    return new PluginLimit(deployed, maxPluginsPerEnvironment, "MaxPluginsPerEnvironment");
  }
}
