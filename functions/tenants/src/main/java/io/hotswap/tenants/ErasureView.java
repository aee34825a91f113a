package io.hotswap.tenants;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.erasure.DataKind;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedPlugin;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// An erasure and its progress as openapi.yaml describes them.
record ErasureView(
    UUID id,
    Optional<String> tenantId,
    Optional<PluginId> pluginId,
    String status,
    String requestedBy,
    Map<DataKind, Long> found,
    List<DataKind> erased,
    List<DataKind> left,
    Instant createdAt,
    Optional<Instant> endedAt) {
  static ErasureView of(Erasure it) {
    return new ErasureView(
        it.id(),
        it.subject() instanceof ErasedTenant(var id) ? Optional.of(id) : Optional.empty(),
        it.subject() instanceof ErasedPlugin(var id) ? Optional.of(id) : Optional.empty(),
        it.hasEnded() ? "Ended" : it.erased().isEmpty() ? "Waiting" : "Running",
        it.origin().name(),
        it.found(),
        it.erased(),
        Arrays.stream(DataKind.values()).filter(kind -> !it.erased().contains(kind)).toList(),
        it.createdAt(),
        it.endedAt());
  }
}
