package io.hotswap.persistence.dynamo.keys;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import java.util.UUID;

/// The plugins' table: a partition per plugin with its versions, their checks, lifecycles and
/// libraries, removals of binaries, and uploads.
public final class PluginKeys {
  /// Partition of the `list` index.
  public static final String LIST = "PLUGIN";

  /// Partition of the `list` index with the checks that are under way.
  public static final String PENDING_CHECKS = "CHECKS";

  /// Begins the sort key of every version.
  public static final String VERSIONS = "VERSION#";

  /// Begins the sort key of every version's lifecycle.
  public static final String LIFECYCLES = "LIFECYCLE#";

  /// Begins the sort key of every plugin that needs another, in the other's own partition of them.
  public static final String DEPENDENTS = "DEPENDENT#";

  /// Partition of the `list` index with what has yet to be told of deprecations.
  public static final String DEPRECATION_TASKS = "DEPRECATIONS";

  /// The same with the versions whose end of life is to come.
  public static final String ENDS_OF_LIFE = "ENDS-OF-LIFE";

  private static final String LIBRARIES = "LIBRARY#";

  private PluginKeys() {}

  public static String partition(PluginId id) {
    return "PLUGIN#" + id;
  }

  /// @param pk of a plugin
  public static PluginId id(String pk) {
    return PluginId.parse(pk.substring(pk.indexOf('#') + 1));
  }

  public static Key plugin(PluginId id) {
    return new Key(partition(id), "PLUGIN");
  }

  public static Key version(PluginId id, String version) {
    return new Key(partition(id), VERSIONS + version);
  }

  public static Key checks(PluginId id, String version) {
    return new Key(partition(id), "CHECKS#" + version);
  }

  public static Key lifecycle(PluginId id, String version) {
    return new Key(partition(id), LIFECYCLES + version);
  }

  public static Key deprecationTask(PluginId id, String version) {
    return new Key(partition(id), "DEPRECATION#" + version);
  }

  /// Begins the sort keys of what an archive of a version holds.
  public static String libraries(String version, Digest archive) {
    return "%s%s#%.16s#".formatted(LIBRARIES, version, archive.hex());
  }

  /// @param number counts the libraries of the archive
  public static Key library(PluginId id, String version, Digest archive, int number) {
    return new Key(partition(id), "%s%04d".formatted(libraries(version, archive), number));
  }

  /// Partition of the `list` index with all uses of libraries of a name.
  public static String libraryUses(String name) {
    return LIBRARIES + name;
  }

  public static Key removals(Digest digest) {
    return new Key("BINARY#" + digest.hex(), "REMOVALS");
  }

  public static Key upload(UUID id) {
    return new Key("UPLOAD#" + id, "UPLOAD");
  }

  /// @param plugin the name of what is needed, registered or not
  public static String neededPartition(String plugin) {
    return "NEEDED#" + plugin;
  }

  public static Key dependent(String needed, String dependent) {
    return new Key(neededPartition(needed), DEPENDENTS + dependent);
  }
}
