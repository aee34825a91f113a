package io.hotswap.runtime.isolation;

import io.hotswap.domain.node.TenantIsolation;
import io.hotswap.runtime.config.Variables;
import io.hotswap.runtime.isolation.locked.LockConfig;
import java.time.Duration;
import java.util.Set;

/// How far plugins are kept apart from the node and from each other.
///
/// @param level of plugins that are not trusted
/// @param trusted plugins, by name, that share the node's heap whatever the level
/// @param memory heap of a worker process, in bytes
/// @param cpus processors that a worker process may use, on average over a fraction of a second
/// @param mostProcesses tenants of one version that have a process at one time
/// @param idle after which a tenant's process is ended until its next call
/// @param grace for an interrupted call to end, before its process is ended
/// @param restart pause before a process that ended is started again; it doubles with each failure
/// @param lock of locked processes
public record IsolationConfig(
    Level level,
    Set<String> trusted,
    Per per,
    long memory,
    double cpus,
    int mostProcesses,
    Duration idle,
    Duration grace,
    Duration restart,
    LockConfig lock) {
  static final long LEAST_MEMORY = 16L << 20;

  /// `shared`: a class loader in the node; `process`: a worker JVM; `locked`: one that the kernel
  /// keeps to its own folder.
  @SuppressWarnings("MemberName") // As people write them in variables.
  public enum Level {
    shared,
    process,
    locked
  }

  /// Whose calls share a process.
  public enum Per {
    plugin,
    tenant
  }

  public IsolationConfig {
    trusted = Set.copyOf(trusted);
    if (memory < LEAST_MEMORY) {
      throw new IllegalArgumentException(
          "HOTSWAP_PROCESS_MEMORY must be at least 16MB, not: " + memory);
    }
  }

  public static IsolationConfig from(Variables variables) {
    return new IsolationConfig(
        variables.oneOf("HOTSWAP_ISOLATION", Level.shared),
        variables.names("HOTSWAP_ISOLATION_TRUSTED"),
        variables.oneOf("HOTSWAP_ISOLATION_PER", Per.plugin),
        variables.bytes("HOTSWAP_PROCESS_MEMORY", 128L << 20),
        variables.decimal("HOTSWAP_PROCESS_CPUS", 1, 0.05, 1024),
        variables.number("HOTSWAP_PROCESS_MOST", 16, 1, 10_000),
        variables.duration("HOTSWAP_PROCESS_IDLE", Duration.ofMinutes(10)),
        variables.millis("HOTSWAP_PROCESS_GRACE_MILLIS", 1_000),
        variables.millis("HOTSWAP_PROCESS_RESTART_MILLIS", 100),
        LockConfig.from(variables));
  }

  /// Which plugins' tenants have processes of their own.
  public TenantIsolation tenants() {
    return new TenantIsolation(level != Level.shared && per == Per.tenant, trusted);
  }

  Level level(String plugin) {
    return trusted.contains(plugin) ? Level.shared : level;
  }
}
