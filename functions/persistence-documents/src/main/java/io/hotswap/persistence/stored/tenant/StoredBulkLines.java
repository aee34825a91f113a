package io.hotswap.persistence.stored.tenant;

import io.hotswap.domain.tenant.PluginAccess;
import io.hotswap.domain.tenant.bulk.BulkLine;
import io.hotswap.domain.tenant.bulk.BulkLine.PinMove;
import io.hotswap.domain.tenant.bulk.BulkLine.WantedPin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A part of a job's lines.
public record StoredBulkLines(List<Line> lines) {
  public static StoredBulkLines of(List<BulkLine> lines) {
    return new StoredBulkLines(lines.stream().map(Line::of).toList());
  }

  public List<BulkLine> toDomain() {
    return lines.stream().map(Line::toDomain).toList();
  }

  /// The same without the name of a tenant.
  public StoredBulkLines without(String tenant) {
    return new StoredBulkLines(
        lines.stream()
            .map(it -> it.tenant().equals(tenant) ? it.named(ErasedName.TEXT) : it)
            .toList());
  }

  record Line(
      String tenant,
      Optional<Boolean> enabled,
      Optional<Pinned> pin,
      boolean unpin,
      Optional<StoredQuota> quota,
      boolean noQuota,
      Optional<PluginAccess> access,
      boolean noAccess,
      Optional<Moved> move) {
    static Line of(BulkLine it) {
      return new Line(
          it.tenant(),
          it.enabled(),
          it.pin().map(pin -> new Pinned(pin.version(), pin.expiresAt())),
          it.unpin(),
          it.quota().map(StoredQuota::of),
          it.noQuota(),
          it.access(),
          it.noAccess(),
          it.move().map(move -> new Moved(move.from(), move.to())));
    }

    Line named(String other) {
      return new Line(other, enabled, pin, unpin, quota, noQuota, access, noAccess, move);
    }

    BulkLine toDomain() {
      return new BulkLine(
          tenant,
          enabled,
          pin.map(it -> new WantedPin(it.version(), it.expiresAt())),
          unpin,
          quota.map(StoredQuota::toDomain),
          noQuota,
          access,
          noAccess,
          move.map(it -> new PinMove(it.from(), it.to())));
    }
  }

  record Moved(String from, String to) {}

  record Pinned(String version, Optional<Instant> expiresAt) {}
}
