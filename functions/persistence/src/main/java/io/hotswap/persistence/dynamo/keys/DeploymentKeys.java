package io.hotswap.persistence.dynamo.keys;

import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseId;
import java.util.UUID;

/// The deployments' table: deployments, slots, approvals, releases, and one item that lists what is
/// open.
public final class DeploymentKeys {
  /// All deployments that hold a slot or wait.
  public static final Key OPEN = new Key("OPEN", "OPEN");

  /// Partition of all deployments in the `list` index.
  public static final String LIST = "DEPLOYMENT";

  /// Partition of all approvals in the `list` index.
  public static final String APPROVAL_LIST = "APPROVAL";

  private DeploymentKeys() {}

  public static Key deployment(DeploymentId id) {
    return new Key("DEPLOYMENT#" + id, "DEPLOYMENT");
  }

  /// Partition of a plugin's deployments in the `plugin` index.
  public static String ofPlugin(PluginId id) {
    return "DEPLOYMENT#" + id;
  }

  public static Key slot(PluginId id, Environment environment) {
    return new Key("PLACE#" + id + "#" + environment, "PLACE");
  }

  public static Key release(ReleaseId id) {
    return new Key("RELEASE#" + id, "RELEASE");
  }

  public static Key approval(UUID id) {
    return new Key("APPROVAL#" + id, "APPROVAL");
  }

  /// Points to the deployment's newest approval.
  public static Key newestApproval(DeploymentId id) {
    return new Key("DEPLOYMENT#" + id, "APPROVAL");
  }
}
