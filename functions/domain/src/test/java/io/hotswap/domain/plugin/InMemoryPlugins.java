package io.hotswap.domain.plugin;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.check.InMemoryCheckedVersions;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.tenant.erasure.Erasure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Does what the port says; `interrupt` is somebody else's turn just before a write.
final class InMemoryPlugins implements Plugins {
  final Map<PluginId, RegisteredPlugin> plugins = new HashMap<>();
  final List<PluginVersion> versions = new ArrayList<>();
  final List<SemanticVersion> found = new ArrayList<>();
  final List<AuditRecord> audit = new ArrayList<>();
  final List<Erasure> erasures = new ArrayList<>();
  final InMemoryCheckedVersions checks = new InMemoryCheckedVersions();
  final InMemoryUploads uploads = new InMemoryUploads();
  final Map<Digest, BinaryRemovals> removals = new HashMap<>();
  Runnable interrupt = () -> {};
  boolean inUse;

  @Override
  public Optional<RegisteredPlugin> find(PluginId id) {
    return Optional.ofNullable(plugins.get(id));
  }

  @Override
  public Optional<PluginVersion> find(PluginId id, SemanticVersion version) {
    return find(id, List.of(version)).stream().findAny();
  }

  @Override
  public List<PluginVersion> samePrecedence(PluginId id, SemanticVersion version) {
    return of(id).filter(it -> it.version().compareTo(version) == 0).toList();
  }

  @Override
  public Page<RegisteredPlugin> list(PageRequest page) {
    var following =
        plugins.values().stream()
            .filter(it -> page.after().filter(after -> it.name().compareTo(after) <= 0).isEmpty())
            .sorted(Comparator.comparing(RegisteredPlugin::name))
            .toList();
    var items = following.stream().limit(page.limit()).toList();
    return new Page<>(
        items,
        items.size() < following.size() ? Optional.of(items.getLast().name()) : Optional.empty());
  }

  @Override
  public List<SemanticVersion> versions(PluginId id) {
    return of(id).map(PluginVersion::version).toList();
  }

  @Override
  public List<PluginVersion> find(PluginId id, Collection<SemanticVersion> some) {
    found.addAll(some);
    return of(id).filter(it -> some.contains(it.version())).toList();
  }

  private Stream<PluginVersion> of(PluginId id) {
    return versions.stream().filter(it -> it.pluginId().equals(id));
  }

  @Override
  public BinaryRemovals removals(Digest digest) {
    return removals.getOrDefault(digest, new BinaryRemovals(0, Instant.EPOCH));
  }

  @Override
  public boolean beginRemoval(PluginVersion version, Instant until) {
    var there = find(version.pluginId(), version.version());
    if (there.filter(it -> it.digest().equals(version.digest())).isPresent()
        || removals(version.digest()).inProgressUntil().isAfter(Instant.now())) {
      return false;
    }
    removals.put(
        version.digest(), new BinaryRemovals(removals(version.digest()).count() + 1, until));
    return true;
  }

  @Override
  public void endRemoval(Digest digest, Instant until) {
    removals.computeIfPresent(
        digest,
        (key, it) ->
            it.inProgressUntil().equals(until)
                ? new BinaryRemovals(it.count(), Instant.EPOCH)
                : it);
  }

  @Override
  public boolean sign(PluginVersion before, PluginVersion after, AuditRecord record) {
    turnOfOthers();
    int at = versions.indexOf(before);
    if (at < 0) {
      return false;
    }
    versions.set(at, after);
    audit.add(record);
    return true;
  }

  @Override
  public Added add(Addition addition) {
    turnOfOthers();
    var version = addition.version();
    if (find(version.pluginId(), version.version()).isPresent()) {
      return Added.VersionExists;
    }
    if (addition.upload().filter(it -> !uploads.isOpen(it)).isPresent()) {
      return Added.UploadClosed;
    }
    var removed = removals(version.digest());
    if (removed.count() != addition.removals().count()
        || removed.inProgressUntil().isAfter(Instant.now())) {
      return Added.BinaryRemoved;
    }
    if (revision(version.pluginId()) != addition.plugin().revision() - 1) {
      return Added.PluginChanged;
    }
    plugins.put(version.pluginId(), addition.plugin());
    versions.add(version);
    checks.write(addition.checks(), Optional.empty());
    addition.upload().ifPresent(uploads::complete);
    audit.add(addition.audit());
    return Added.Written;
  }

  @Override
  public Removed remove(Removal removal) {
    turnOfOthers();
    if (inUse) {
      return Removed.InUse;
    }
    var id = removal.plugin().pluginId();
    if (revision(id) != removal.plugin().revision()) {
      return Removed.PluginChanged;
    }
    removal.remaining().ifPresentOrElse(it -> plugins.put(id, it), () -> plugins.remove(id));
    versions.removeAll(removal.versions());
    removal.versions().forEach(it -> checks.remove(id, it.version()));
    audit.add(removal.audit());
    removal.erasure().ifPresent(erasures::add);
    return Removed.Written;
  }

  @Override
  public Removed remove(VersionRemoval removal) {
    turnOfOthers();
    var id = removal.version().pluginId();
    if (revision(id) != removal.remaining().revision() - 1) {
      return Removed.PluginChanged;
    }
    plugins.put(id, removal.remaining());
    versions.remove(removal.version());
    audit.add(removal.audit());
    return Removed.Written;
  }

  private long revision(PluginId id) {
    return find(id).map(RegisteredPlugin::revision).orElse(0L);
  }

  private void turnOfOthers() {
    var others = interrupt;
    interrupt = () -> {};
    others.run();
  }
}
