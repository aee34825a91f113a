package io.hotswap.domain.tenant;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.routing.RoutedTenants;
import io.hotswap.domain.tenant.directory.OngoingErasure;
import io.hotswap.domain.tenant.erasure.ErasureSubject;
import io.hotswap.domain.tenant.secret.SealedSecret;
import io.hotswap.domain.tenant.secret.SealedSecrets;
import io.hotswap.domain.tenant.secret.SecretId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// Tenants' settings in memory.
public final class InMemoryTenantPlugins
    implements TenantPlugins,
        TenantPluginFeed,
        TenantConfigurations,
        SealedSecrets,
        Pins,
        SettingsFence {
  public final List<AuditRecord> audits = new ArrayList<>();
  public final Map<UUID, Message> messages = new LinkedHashMap<>();
  public final Map<SecretId, Instant> retired = new HashMap<>();
  private final Map<SecretId, SealedSecret> sealed = new HashMap<>();
  private final List<TenantConfiguration> configurations = new ArrayList<>();
  public final Map<ErasureSubject, OngoingErasure> erased = new HashMap<>();
  private final Map<Environment, Long> fences = new HashMap<>();
  private int failsAt = -1;
  private final Map<TenantPluginId, Instant> due = new ConcurrentHashMap<>();
  private final Map<TenantPluginId, TenantPlugin> stored = new ConcurrentHashMap<>();
  private final Map<String, List<ListedChange>> changes = new ConcurrentHashMap<>();

  @Override
  public Optional<TenantPlugin> find(TenantPluginId id) {
    return Optional.ofNullable(stored.get(id));
  }

  @Override
  public List<TenantPlugin> settings(Collection<TenantPluginId> ids) {
    return ids.stream().distinct().flatMap(it -> find(it).stream()).toList();
  }

  @Override
  public RoutedTenants of(Environment environment, PluginId pluginId) {
    return TenantDefaults.OPEN.routing(ofPlugin(environment, pluginId));
  }

  @Override
  public List<TenantPlugin> ofPlugin(Environment environment, PluginId pluginId) {
    return stored.values().stream()
        .filter(it -> it.id().environment() == environment)
        .filter(it -> it.id().pluginId().equals(pluginId))
        .toList();
  }

  @Override
  public long count(Environment environment, PluginId pluginId) {
    return of(environment, pluginId).own().size();
  }

  @Override
  public Page<TenantPlugin> ofTenant(Environment environment, String tenant, PageRequest page) {
    var following =
        stored.values().stream()
            .filter(it -> it.id().environment() == environment && it.id().tenant().equals(tenant))
            .filter(it -> page.after().filter(after -> place(it).compareTo(after) <= 0).isEmpty())
            .sorted(Comparator.comparing(InMemoryTenantPlugins::place))
            .toList();
    var items = following.stream().limit(page.limit()).toList();
    return new Page<>(
        items,
        items.size() < following.size() ? Optional.of(place(items.getLast())) : Optional.empty());
  }

  @Override
  public Optional<OngoingErasure> erasure(TenantPluginId id) {
    return erased.entrySet().stream()
        .filter(it -> it.getKey().includes(id))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String place(TenantPlugin it) {
    return it.id().pluginId().toString();
  }

  /// Once, after as many commits from now on.
  public void failAfter(int commits) {
    failsAt = audits.size() + commits;
  }

  @Override
  public synchronized long fence(TenantPluginId id) {
    return fences.getOrDefault(id.environment(), 0L);
  }

  @Override
  public synchronized void raise(Environment environment) {
    fences.merge(environment, 1L, Long::sum);
  }

  @Override
  public synchronized boolean commit(
      TenantPlugin next, Optional<NewConfiguration> configuration, long fence, AuditRecord audit) {
    if (audits.size() == failsAt) {
      failsAt = -1;
      throw new IllegalStateException("killed");
    }
    long before = find(next.id()).map(TenantPlugin::revision).orElse(0L);
    if (before != next.revision() - 1 || fence != fence(next.id())) {
      return false;
    }
    stored.put(next.id(), next);
    configuration.ifPresent(
        it -> {
          replace(it.configuration());
          it.sealed().forEach(each -> sealed.put(each.id(), each));
          retired.putAll(it.retired());
        });
    due.remove(next.id());
    next.pin().flatMap(Pin::announcedAt).ifPresent(it -> due.put(next.id(), it));
    audits.add(audit);
    changes(next.id().environment(), next.id().shard()).add(new ListedChange(next.id(), false));
    return true;
  }

  private void replace(TenantConfiguration next) {
    configurations.removeIf(
        it -> isOf(it, next.id().settings()) && it.id().version() < next.id().version() - 1);
    configurations.add(next);
  }

  private static boolean isOf(TenantConfiguration it, TenantPluginId id) {
    return it.id().settings().equals(id);
  }

  @Override
  public synchronized boolean erase(TenantPlugin current, AuditRecord audit) {
    if (audits.size() == failsAt) {
      failsAt = -1;
      throw new IllegalStateException("killed");
    }
    var id = current.id();
    if (find(id).filter(it -> it.revision() == current.revision()).isEmpty()) {
      return false;
    }
    stored.remove(id);
    due.remove(id);
    configurations.removeIf(it -> isOf(it, id));
    audits.add(audit);
    changes(id.environment(), id.shard()).add(new ListedChange(id, true));
    return true;
  }

  @Override
  public synchronized Optional<SealedSecret> find(SecretId id) {
    return Optional.ofNullable(sealed.get(id));
  }

  @Override
  public synchronized List<TenantConfiguration> find(Collection<TenantConfiguration.Id> ids) {
    return configurations.stream().filter(it -> ids.contains(it.id())).toList();
  }

  @Override
  public Page<TenantPlugin> ofPlugin(
      Environment environment, PluginId pluginId, Optional<String> version, PageRequest page) {
    var following =
        ofPlugin(environment, pluginId).stream()
            .filter(it -> it.pin().filter(pin -> isOf(pin, version)).isPresent())
            .filter(it -> page.after().filter(after -> pinned(it).compareTo(after) <= 0).isEmpty())
            .sorted(Comparator.comparing(InMemoryTenantPlugins::pinned))
            .toList();
    var items = following.stream().limit(page.limit()).toList();
    return new Page<>(
        items,
        items.size() < following.size() ? Optional.of(pinned(items.getLast())) : Optional.empty());
  }

  private static boolean isOf(Pin pin, Optional<String> version) {
    return version.filter(it -> !it.equals(pin.version().version())).isEmpty();
  }

  private static String pinned(TenantPlugin it) {
    return it.pin().orElseThrow().version().version() + "#" + it.id().tenant();
  }

  @Override
  public List<TenantPluginId> due(Instant now, int atMost) {
    return due.entrySet().stream()
        .filter(it -> !it.getValue().isAfter(now))
        .sorted(Map.Entry.comparingByValue())
        .limit(atMost)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public synchronized boolean announce(TenantPlugin pinned, List<Message> told) {
    if (find(pinned.id()).filter(it -> it.revision() == pinned.revision()).isEmpty()) {
      return false;
    }
    told.forEach(it -> messages.putIfAbsent(it.id(), it));
    due.put(pinned.id(), pinned.pin().flatMap(Pin::expiresAt).orElseThrow());
    return true;
  }

  private record ListedChange(TenantPluginId id, boolean erased) {}

  private List<ListedChange> changes(Environment environment, int shard) {
    return changes.computeIfAbsent(environment + "#" + shard, it -> new ArrayList<>());
  }

  @Override
  public Optional<TenantDefaults> defaults(Environment environment) {
    return Optional.empty();
  }

  @Override
  public synchronized List<Long> changeCounts(Environment environment) {
    return IntStream.range(0, TenantPluginId.SHARDS)
        .mapToObj(it -> (long) changes(environment, it).size())
        .toList();
  }

  @Override
  public synchronized Changes changes(Environment environment, int shard, long after) {
    var all = changes(environment, shard);
    Map<TenantPluginId, Boolean> erased = new LinkedHashMap<>();
    all.subList((int) after, all.size())
        .forEach(it -> erased.merge(it.id(), it.erased(), Boolean::logicalOr));
    List<TenantPlugin> changed = new ArrayList<>();
    erased.forEach(
        (id, wasErased) -> {
          if (wasErased) {
            changed.add(TenantPlugin.unset(id));
          }
          find(id).ifPresent(changed::add);
        });
    return changed.isEmpty() ? new Changes.TooOld() : new Changes.Known(changed, all.size());
  }
}
