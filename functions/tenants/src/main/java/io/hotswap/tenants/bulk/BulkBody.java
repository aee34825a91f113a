package io.hotswap.tenants.bulk;

import io.hotswap.domain.tenant.PluginAccess;
import io.hotswap.domain.tenant.bulk.BulkLine;
import io.hotswap.domain.tenant.bulk.BulkLine.WantedPin;
import io.hotswap.tenants.wire.QuotaView;
import io.hotswap.tenants.wire.Times;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A job as clients send it.
record BulkBody(String reason, List<Line> changes) {
  List<BulkLine> lines() {
    return changes.stream().map(Line::toDomain).toList();
  }

  /// The lines that decide about access.
  List<Integer> accessLines() {
    return IntStream.range(0, changes.size())
        .filter(it -> changes.get(it).decidesAccess())
        .boxed()
        .toList();
  }

  record Line(
      String tenantId,
      Optional<Boolean> enabled,
      Optional<Pinned> pin,
      Optional<Boolean> unpin,
      Optional<QuotaView> quotas,
      Optional<Boolean> removeQuotas,
      Optional<PluginAccess> access,
      Optional<Boolean> removeAccess) {
    private boolean decidesAccess() {
      return access.isPresent() || removeAccess.isPresent();
    }

    BulkLine toDomain() {
      return new BulkLine(
          tenantId,
          enabled,
          pin.map(Pinned::toDomain),
          unpin.orElse(false),
          quotas.map(QuotaView::toDomain),
          removeQuotas.orElse(false),
          access,
          removeAccess.orElse(false));
    }
  }

  record Pinned(String version, Optional<String> expiresAt) {
    WantedPin toDomain() {
      return new WantedPin(version, expiresAt.map(Times::parsed));
    }
  }
}
