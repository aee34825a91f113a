package io.hotswap.runtime.reporting;

import io.hotswap.domain.tenant.secret.SecretId;
import io.hotswap.domain.tenant.secret.SecretUses;
import io.hotswap.runtime.controlplane.ReliablePublisher;
import io.hotswap.runtime.secrets.TenantSecrets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Reports how often plugins used secrets, in the first round of each minute for the minute before.
/// A use counts in the minute in which a round has seen it.
final class SecretUseReporter {
  private final TenantSecrets secrets;
  private final ReporterIdentity reporter;
  private final ReliablePublisher<Key, Uses> reliablePublisher;
  private Optional<Instant> current = Optional.empty();

  record Key(SecretId secret, Instant minute) {}

  record Uses(SecretId secret, ReporterIdentity reporter, Instant minute, long count) {
    Uses plus(Uses next) {
      return new Uses(secret, reporter, minute, count + next.count);
    }

    void record(SecretUses sink) {
      var node = reporter.node();
      sink.record(secret, node.id(), node.incarnation(), minute, count);
    }
  }

  SecretUseReporter(
      TenantSecrets secrets,
      ReporterIdentity reporter,
      ReliablePublisher<Key, Uses> reliablePublisher) {
    this.secrets = secrets;
    this.reporter = reporter;
    this.reliablePublisher = reliablePublisher;
  }

  void report(Instant now) {
    var minute = now.truncatedTo(ChronoUnit.MINUTES);
    current
        .filter(minute::isAfter)
        .ifPresent(
            it -> {
              reportMinute(it);
              secrets.sweep();
            });
    current = Optional.of(minute);
  }

  /// The minute that has not ended too.
  void reportLast() {
    current.ifPresent(this::reportMinute);
  }

  private void reportMinute(Instant minute) {
    secrets
        .accesses()
        .take()
        .forEach(
            (secret, count) ->
                reliablePublisher.publish(
                    new Key(secret, minute), new Uses(secret, reporter, minute, count)));
  }
}
