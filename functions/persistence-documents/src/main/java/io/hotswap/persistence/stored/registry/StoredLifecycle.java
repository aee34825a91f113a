package io.hotswap.persistence.stored.registry;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.lifecycle.Deprecation;
import io.hotswap.domain.lifecycle.EndOfLifeAction;
import io.hotswap.domain.lifecycle.Lifecycle;
import io.hotswap.domain.lifecycle.VersionLifecycle;
import io.hotswap.domain.lifecycle.Withdrawal;
import java.time.Instant;
import java.util.Optional;

/// The lifecycle of a plugin's version in the plugins' table.
public record StoredLifecycle(
    PluginId pluginId,
    SemanticVersion version,
    Optional<StoredDeprecation> deprecation,
    Optional<StoredWithdrawal> withdrawal,
    long revision) {
  public static StoredLifecycle of(VersionLifecycle it) {
    return new StoredLifecycle(
        it.pluginId(),
        it.version(),
        it.lifecycle().deprecation().map(StoredDeprecation::of),
        it.lifecycle().withdrawal().map(StoredWithdrawal::of),
        it.revision());
  }

  public VersionLifecycle toDomain() {
    return new VersionLifecycle(pluginId, version, lifecycle(), revision);
  }

  public Lifecycle lifecycle() {
    return new Lifecycle(
        deprecation.map(StoredDeprecation::toDomain), withdrawal.map(StoredWithdrawal::toDomain));
  }

  record StoredDeprecation(
      String message,
      Optional<SemanticVersion> successor,
      Optional<Instant> endOfLife,
      Instant since,
      Optional<EndOfLifeAction> onEndOfLife,
      Optional<Instant> ended,
      Optional<Instant> reminded) {
    static StoredDeprecation of(Deprecation it) {
      return new StoredDeprecation(
          it.message(),
          it.successor(),
          it.endOfLife(),
          it.since(),
          it.onEndOfLife(),
          it.ended(),
          it.reminded());
    }

    Deprecation toDomain() {
      return new Deprecation(message, successor, endOfLife, since, onEndOfLife, ended, reminded);
    }
  }

  record StoredWithdrawal(String reason, Instant since) {
    static StoredWithdrawal of(Withdrawal it) {
      return new StoredWithdrawal(it.reason(), it.since());
    }

    Withdrawal toDomain() {
      return new Withdrawal(reason, since);
    }
  }
}
