package io.hotswap.domain.tenant.secret;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;

/// Names one value of a secret of a tenant.
///
/// @param field property of the plugin's configuration
/// @param version the configuration that it was set with
public record SecretId(
    Environment environment, String tenant, PluginId pluginId, String field, long version) {}
