package io.hotswap.persistence.dynamo.keys;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/// The nodes' table: leases, what nodes report of plugins, the tenants of each plugin, and the
/// status that the control plane has recorded of each node.
public final class NodeKeys {
  private static final int USAGE_SHARDS = 16;

  private NodeKeys() {}

  /// Partition of an environment's leases.
  public static String leases(Environment environment) {
    return "ENV#" + environment;
  }

  public static Key lease(Environment environment, String nodeId) {
    return new Key(leases(environment), node(nodeId));
  }

  public static String acknowledgements(Environment environment, PluginId id) {
    return ofPlugin("ACK", environment, id);
  }

  public static Key acknowledgement(Environment environment, PluginId id, String nodeId) {
    return new Key(acknowledgements(environment, id), node(nodeId));
  }

  private static String node(String nodeId) {
    return "NODE#" + nodeId;
  }

  /// Under keys that no node may write.
  public static String statuses(Environment environment) {
    return "STATUS#" + environment;
  }

  public static Key status(Environment environment, String nodeId) {
    return new Key(statuses(environment), nodeId);
  }

  public static String tenants(Environment environment, PluginId id) {
    return ofPlugin("TENANTS", environment, id);
  }

  public static Key tenant(Environment environment, PluginId id, String tenant) {
    return new Key(tenants(environment, id), tenant);
  }

  public static String health(Environment environment, PluginId id) {
    return ofPlugin("HEALTH", environment, id);
  }

  public static String unloads(Environment environment, PluginId id) {
    return ofPlugin("UNLOADED", environment, id);
  }

  public static String failures(Environment environment, PluginId id) {
    return ofPlugin("FAILURES", environment, id);
  }

  /// Begins the sort key of every report on a version. The separator does not occur in a version.
  public static String ofVersion(String version) {
    return version + "#";
  }

  /// @param partition [#health], [#unloads] or [#failures]
  public static Key report(String partition, String version, String nodeId) {
    return new Key(partition, ofVersion(version) + nodeId);
  }

  public static String callStats(Environment environment, PluginId id, String version) {
    return ofPlugin("STATS", environment, id) + "#" + version;
  }

  /// Of the shard that the tenant is in.
  public static String usage(Environment environment, PluginId id, String tenant) {
    return usage(environment, id, Math.floorMod(tenant.hashCode(), USAGE_SHARDS));
  }

  /// Of every shard.
  public static List<String> usages(Environment environment, PluginId id) {
    return IntStream.range(0, USAGE_SHARDS).mapToObj(it -> usage(environment, id, it)).toList();
  }

  private static String usage(Environment environment, PluginId id, int shard) {
    return ofPlugin("USAGE", environment, id) + "#" + shard;
  }

  /// The minute is a prefix of the sort key, so that a range of minutes is one query.
  ///
  /// @param partition [#callStats] or [#usage]
  public static Key minute(String partition, Instant minute, String nodeId, String incarnation) {
    return new Key(partition, minute + "#" + nodeId + "#" + incarnation);
  }

  private static String ofPlugin(String kind, Environment environment, PluginId id) {
    return kind + "#" + environment + "#" + id;
  }
}
