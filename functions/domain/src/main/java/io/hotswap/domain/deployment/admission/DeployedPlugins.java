package io.hotswap.domain.deployment.admission;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.Set;

/// The plugins of which a version serves. Consistent reads.
public interface DeployedPlugins {
  Set<PluginId> in(Environment environment);
}
