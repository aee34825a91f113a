package io.hotswap.runtime.secrets;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.ConfiguredTenantPlugin;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.secret.ManagedSecretValues.Managed;
import io.hotswap.domain.tenant.secret.SecretId;
import io.hotswap.domain.tenant.secret.SecretReference;
import io.hotswap.domain.tenant.secret.SecretReference.Replaced;
import io.hotswap.runtime.tenants.TenantTable;
import io.hotswap.spi.Configuration;
import io.hotswap.spi.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The secrets of the tenants that this node serves. What a handle gives is looked up in the
/// tenant's newest configuration here. Values are in memory only, from their first use until no
/// configuration names them any more or nobody has used them for a while.
public final class TenantSecrets {
  /// How old a value of Secrets Manager may be, which rotates it on its own.
  private static final Duration MANAGED = Duration.ofMinutes(5);

  // A version's value never changes.
  private static final Duration STORED = Duration.ofDays(365);
  private static final Duration IDLE = Duration.ofMinutes(15);
  private static final int MOST = 20_000;

  private final TenantTable tenants;
  private final SecretSources sources;
  private final InstantSource clock;
  private final Map<SecretId, HeldSecret> held = new ConcurrentHashMap<>();
  private final AccessCounts accesses = new AccessCounts();

  public TenantSecrets(TenantTable tenants, SecretSources sources, InstantSource clock) {
    this.tenants = tenants;
    this.sources = sources;
    this.clock = clock;
  }

  /// How often values were used.
  public AccessCounts accesses() {
    return accesses;
  }

  /// A tenant's configuration with handles of its secrets.
  public Configuration with(Configuration plain, Optional<TenantConfiguration> stored) {
    return stored
        .filter(it -> !it.secrets().isEmpty())
        .<Configuration>map(it -> new SecretConfiguration(plain, handles(it)))
        .orElse(plain);
  }

  private Map<String, Secret> handles(TenantConfiguration it) {
    return it.secrets().keySet().stream()
        .collect(
            Collectors.toMap(
                field -> field, field -> new SecretHandle(this, it.id().settings(), field)));
  }

  String current(TenantPluginId settings, String field) {
    var reference =
        reference(settings, field)
            .orElseThrow(() -> new IllegalStateException("secret " + field + " is not set"));
    var id = id(settings, field, reference.version());
    accesses.count(id);
    return value(id, reference.arn())
        .map(Managed::current)
        // The value before is still good.
        .or(() -> replaced(reference).flatMap(it -> value(settings, field, it)))
        .orElseThrow(() -> new IllegalStateException("secret " + field + " cannot be read now"));
  }

  Optional<String> previous(TenantPluginId settings, String field) {
    return reference(settings, field).flatMap(it -> previous(settings, field, it));
  }

  private Optional<String> previous(
      TenantPluginId settings, String field, SecretReference reference) {
    var replaced = replaced(reference);
    if (replaced.isEmpty() && reference.arn().isEmpty()) {
      return Optional.empty();
    }
    var id = id(settings, field, replaced.map(Replaced::version).orElse(reference.version()));
    accesses.count(id);
    return replaced.isPresent()
        ? replaced.flatMap(it -> value(settings, field, it))
        : value(id, reference.arn()).flatMap(Managed::previous);
  }

  private Optional<String> value(TenantPluginId settings, String field, Replaced it) {
    return value(id(settings, field, it.version()), it.arn()).map(Managed::current);
  }

  private Optional<Replaced> replaced(SecretReference reference) {
    return reference.replaced().filter(it -> clock.instant().isBefore(it.until()));
  }

  private Optional<SecretReference> reference(TenantPluginId settings, String field) {
    return tenants.find(settings.pluginId(), settings.tenant()).flatMap(it -> reference(it, field));
  }

  private static Optional<SecretReference> reference(ConfiguredTenantPlugin it, String field) {
    return it.configuration().flatMap(found -> Optional.ofNullable(found.secrets().get(field)));
  }

  private Optional<Managed> value(SecretId id, Optional<String> arn) {
    var value =
        held.size() < MOST
            ? held.computeIfAbsent(id, it -> new HeldSecret())
            : held.getOrDefault(id, new HeldSecret());
    var keep = arn.isPresent() ? MANAGED : STORED;
    return value.get(clock.instant(), keep, () -> read(id, arn));
  }

  private Optional<Managed> read(SecretId id, Optional<String> arn) {
    return arn.isPresent()
        ? arn.flatMap(it -> sources.managed().read(it, id.tenant()))
        : sources.stored().read(id).map(it -> new Managed(it, Optional.empty()));
  }

  /// Drops what no configuration names any more and what nobody has used for a while.
  public void sweep() {
    var idle = clock.instant().minus(IDLE);
    held.entrySet().removeIf(it -> !it.getValue().isUsedSince(idle) || !isNamed(it.getKey()));
  }

  /// Drops what a tenant's settings do not name any more, and all of a tenant that is not served
  /// any more.
  public void settingsChanged(PluginId pluginId, String tenant) {
    held.keySet()
        .removeIf(
            it -> it.pluginId().equals(pluginId) && it.tenant().equals(tenant) && !isNamed(it));
  }

  private boolean isNamed(SecretId id) {
    return tenants
        .find(id.pluginId(), id.tenant())
        .filter(it -> it.settings().isServed())
        .flatMap(it -> reference(it, id.field()))
        .filter(
            it ->
                it.version() == id.version()
                    || replaced(it).filter(before -> before.version() == id.version()).isPresent())
        .isPresent();
  }

  private static SecretId id(TenantPluginId settings, String field, long version) {
    return new SecretId(
        settings.environment(), settings.tenant(), settings.pluginId(), field, version);
  }
}
