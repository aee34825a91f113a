package io.hotswap.agent.socket;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.persistence.stored.report.StoredLease;
import io.hotswap.persistence.stored.tenant.StoredTenantConfiguration;
import io.hotswap.persistence.stored.tenant.StoredTenantPlugin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The records of questions and answers that nothing else stores.
public final class Wire {
  private Wire() {}

  public record Nothing() {
    public static final Nothing NOTHING = new Nothing();
  }

  public record Count(long count) {}

  public record Counts(List<Long> counts) {}

  /// @param text a document, a value or a path; empty when there is none
  public record Text(Optional<String> text) {
    /// It may be a secret.
    @Override
    public String toString() {
      return "Text[" + text.map(it -> "•••").orElse("") + "]";
    }
  }

  public record SomePlugin(PluginId plugin) {}

  public record Digested(Digest digest) {}

  public record Pointer(PluginId plugin, String name, long generation, String document) {}

  public record Pointers(List<Pointer> pointers) {}

  /// @param at by plugin
  public record Moments(Map<String, Instant> at) {}

  public record ChangedAfter(int shard, long after) {}

  /// @param count up to which all changes are in it; empty when they are too long ago to be listed
  public record Changed(List<StoredTenantPlugin> settings, Optional<Long> count) {}

  public record Settings(List<StoredTenantPlugin> settings) {}

  public record ConfigurationName(PluginId plugin, String tenant, long version) {}

  public record NamedConfigurations(List<ConfigurationName> names) {}

  public record Configurations(List<StoredTenantConfiguration> configurations) {}

  public record Release(PluginId plugin, String release) {}

  public record SecretName(PluginId plugin, String tenant, String field, long version) {}

  public record ManagedSecret(String arn, String tenant) {}

  public record ManagedValue(Optional<String> current, Optional<String> previous) {
    @Override
    public String toString() {
      return "ManagedValue[•••]";
    }
  }

  public record Leases(List<StoredLease> leases) {}

  public record TenantsSeen(PluginId plugin, Set<String> tenants, Instant at) {}

  public record SecretUsed(
      SecretName secret, String node, String incarnation, Instant minute, long uses) {}
}
