package io.hotswap.domain.check;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Does what the port says, of versions that are registered all the time.
public final class InMemoryCheckedVersions implements CheckedVersions {
  public final List<AuditRecord> audit = new ArrayList<>();
  private final TreeMap<String, VersionChecks> records = new TreeMap<>();

  @Override
  public Optional<VersionChecks> find(PluginId id, SemanticVersion version) {
    return Optional.ofNullable(records.get(key(id, version)));
  }

  @Override
  public List<VersionChecks> find(PluginId id, Collection<SemanticVersion> versions) {
    return versions.stream().flatMap(it -> find(id, it).stream()).toList();
  }

  @Override
  public Page<VersionChecks> pending(PageRequest page) {
    var found =
        records.tailMap(page.after().orElse(""), false).values().stream()
            .filter(it -> !it.due().isEmpty())
            .toList();
    var items = found.stream().limit(page.limit()).toList();
    return new Page<>(
        items,
        items.size() < found.size()
            ? Optional.of(key(items.getLast().pluginId(), items.getLast().version()))
            : Optional.empty());
  }

  @Override
  public boolean write(VersionChecks after, Optional<AuditRecord> record) {
    var key = key(after.pluginId(), after.version());
    var before = Optional.ofNullable(records.get(key)).map(VersionChecks::revision).orElse(0L);
    if (before != after.revision() - 1) {
      return false;
    }
    records.put(key, after);
    record.ifPresent(audit::add);
    return true;
  }

  public void remove(PluginId id, SemanticVersion version) {
    records.remove(key(id, version));
  }

  private static String key(PluginId id, SemanticVersion version) {
    return id + "#" + version;
  }
}
