package io.hotswap.tenants;

import io.hotswap.domain.tenant.bulk.BulkLine;
import io.hotswap.domain.tenant.bulk.BulkLine.WantedPin;
import io.hotswap.tenants.TenantQuotaRoutes.Quotas;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/// A job as clients send it.
record BulkBody(String reason, List<Line> changes) {
  List<BulkLine> lines() {
    return changes.stream().map(Line::toDomain).toList();
  }

  record Line(
      String tenantId,
      Optional<Boolean> enabled,
      Optional<Pinned> pin,
      Optional<Boolean> unpin,
      Optional<Quotas> quotas,
      Optional<Boolean> removeQuotas) {
    BulkLine toDomain() {
      return new BulkLine(
          tenantId,
          enabled,
          pin.map(Pinned::toDomain),
          unpin.orElse(false),
          quotas.map(Quotas::toDomain),
          removeQuotas.orElse(false));
    }
  }

  /// @param expiresAt a time whose form was checked; a day that there is not has passed
  record Pinned(String version, Optional<String> expiresAt) {
    WantedPin toDomain() {
      return new WantedPin(version, expiresAt.map(Pinned::time));
    }

    private static Instant time(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException noSuchDay) {
        return Instant.EPOCH;
      }
    }
  }
}
