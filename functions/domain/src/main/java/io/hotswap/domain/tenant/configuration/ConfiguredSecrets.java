package io.hotswap.domain.tenant.configuration;

import io.hotswap.domain.tenant.NewConfiguration;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.secret.SealedSecret;
import io.hotswap.domain.tenant.secret.SecretChange;
import io.hotswap.domain.tenant.secret.SecretId;
import io.hotswap.domain.tenant.secret.SecretReference;
import io.hotswap.domain.tenant.secret.SecretReference.Replaced;
import io.hotswap.domain.tenant.secret.SecretSealing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The secrets of a tenant's next configuration, from those of the one before and what was sent.
final class ConfiguredSecrets {
  /// A node may read a value for as long after it was replaced, until it has the next
  /// configuration.
  private static final Duration GRACE = Duration.ofHours(1);

  private final Map<String, SecretReference> before;
  private final Map<String, SecretChange> changes;
  private final Duration overlap;
  private final Instant now;
  private final Map<String, SecretReference> after = new HashMap<>();

  /// @param known the properties that are secrets now; what else there was is dropped
  /// @param overlap how long a value that is replaced stays good
  ConfiguredSecrets(
      Map<String, SecretReference> before,
      Map<String, SecretChange> changes,
      Set<String> known,
      Duration overlap,
      long version,
      Instant now) {
    this.before = before;
    this.changes = changes;
    this.overlap = overlap;
    this.now = now;
    after.putAll(before);
    after.keySet().retainAll(known);
    changes.forEach((field, change) -> apply(field, change, version));
  }

  private void apply(String field, SecretChange change, long version) {
    switch (change) {
      case SecretChange.Removed() -> after.remove(field);
      case SecretChange.Value value ->
          after.put(field, reference(field, Optional.empty(), version));
      case SecretChange.Managed(var arn) ->
          after.put(field, reference(field, Optional.of(arn), version));
    }
  }

  private SecretReference reference(String field, Optional<String> arn, long version) {
    var replaced =
        Optional.ofNullable(before.get(field))
            .filter(it -> overlap.isPositive())
            .map(it -> new Replaced(it.version(), it.arn(), now.plus(overlap)));
    return new SecretReference(version, now, arn, replaced);
  }

  Map<String, SecretReference> references() {
    return Map.copyOf(after);
  }

  /// Pointers to those that differ.
  static List<String> changes(
      Map<String, SecretReference> before, Map<String, SecretReference> after) {
    Set<String> names = new HashSet<>(before.keySet());
    names.addAll(after.keySet());
    return names.stream()
        .filter(it -> !Objects.equals(before.get(it), after.get(it)))
        .map(ConfiguredSecrets::pointer)
        .toList();
  }

  static String pointer(String field) {
    return "/" + field.replace("~", "~0").replace("/", "~1");
  }

  NewConfiguration stored(TenantConfiguration configuration, SecretSealing sealing) {
    List<SealedSecret> sealed = new ArrayList<>();
    changes.forEach(
        (field, change) -> {
          if (change instanceof SecretChange.Value(var text)) {
            sealed.add(
                sealing.seal(id(configuration.id(), field, configuration.id().version()), text));
          }
        });
    return new NewConfiguration(configuration, sealed, retired(configuration.id()));
  }

  private Map<SecretId, Instant> retired(TenantConfiguration.Id configuration) {
    Map<SecretId, Instant> retired = new HashMap<>();
    before.forEach(
        (field, was) -> {
          var is = Optional.ofNullable(after.get(field));
          if (was.arn().isEmpty() && is.filter(it -> it.version() == was.version()).isEmpty()) {
            var until = is.flatMap(SecretReference::replaced).map(Replaced::until).orElse(now);
            retired.put(id(configuration, field, was.version()), until.plus(GRACE));
          }
        });
    return retired;
  }

  private static SecretId id(TenantConfiguration.Id configuration, String field, long version) {
    var settings = configuration.settings();
    return new SecretId(
        settings.environment(), settings.tenant(), settings.pluginId(), field, version);
  }
}
