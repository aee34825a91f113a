package io.hotswap.persistence.stored.tenant;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.erasure.DataKind;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.ErasureSubject;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedPlugin;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// An erasure's progress.
///
/// @param tenant whose data is erased; empty when it is a plugin's
public record StoredErasure(
    UUID id,
    Optional<String> tenant,
    Optional<PluginId> pluginId,
    StoredOrigin origin,
    Map<DataKind, Long> found,
    List<DataKind> erased,
    String erasedUpTo,
    Instant createdAt,
    Optional<Instant> endedAt) {
  public static StoredErasure of(Erasure it) {
    return new StoredErasure(
        it.id(),
        it.subject() instanceof ErasedTenant(var id) ? Optional.of(id) : Optional.empty(),
        it.subject() instanceof ErasedPlugin(var id) ? Optional.of(id) : Optional.empty(),
        StoredOrigin.of(it.origin()),
        it.found(),
        it.erased(),
        it.position(),
        it.createdAt(),
        it.endedAt());
  }

  public Erasure toDomain() {
    var subject =
        tenant
            .<ErasureSubject>map(ErasedTenant::new)
            .orElseGet(() -> new ErasedPlugin(pluginId.orElseThrow()));
    return new Erasure(
        id, subject, origin.toDomain(), found, erased, erasedUpTo, createdAt, endedAt);
  }
}
