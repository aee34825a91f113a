package io.hotswap.domain.check.operations;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Audience;
import io.hotswap.domain.notification.Message.Kind;
import io.hotswap.domain.notification.Outbox;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.domain.trust.BlockedBinary;
import io.hotswap.domain.trust.BlockingBinaries;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// Blocks the bytes in which malware was found, and tells the operators once.
public final class InfectedBinaries {
  private final BlockingBinaries blocking;
  private final Outbox outbox;
  private final InstantSource clock;

  public InfectedBinaries(BlockingBinaries blocking, Outbox outbox, InstantSource clock) {
    this.blocking = blocking;
    this.outbox = outbox;
    this.clock = clock;
  }

  void block(PluginVersion version, ScanVerdict.Infected verdict, Origin origin) {
    var now = clock.instant();
    var found =
        verdict.threats().stream()
            .limit(8)
            .map(it -> it.name() + " in " + it.where())
            .collect(Collectors.joining(", "));
    var reason = "%s (%s)".formatted(found, verdict.engine().name());
    var binary =
        new BlockedBinary(version.digest(), version.name(), version.version().text(), reason, now);
    blocking.block(binary, origin);
    outbox.put(List.of(message(binary, now)));
  }

  /// A later scan has found nothing.
  void unblock(Digest digest, Origin origin) {
    blocking.unblock(digest, origin);
  }

  /// One for each version and binary: the id is derived from them.
  private static Message message(BlockedBinary it, Instant now) {
    var name = "%s %s %s infected".formatted(it.plugin(), it.version(), it.digest());
    return new Message(
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
        Kind.MalwareFound,
        new Audience.Operators(),
        "Malware in %s %s".formatted(it.plugin(), it.version()),
        """
        %s
        The binary %s is blocked: it cannot be registered, deployed or loaded any more. Where it
        serves, the newest release without malware is brought back; messages about the rollbacks
        follow.
        Look at /api/v1/plugins/%s/versions/%s
        """
            .formatted(it.reason(), it.digest(), it.plugin(), it.version()),
        "",
        now);
  }
}
