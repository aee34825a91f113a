package io.hotswap.domain.tenant.erasure;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Takes erasures of tenants; [RunningErasures] carries them out. Who may do so is decided before.
/// A tenant that nobody created may have settings all the same.
public final class StartingErasures {
  private final Erasures erasures;
  private final List<CountableData> counted;
  private final InstantSource clock;

  /// @param counted what is counted before it is erased
  public StartingErasures(Erasures erasures, List<CountableData> counted, InstantSource clock) {
    this.erasures = erasures;
    this.counted = List.copyOf(counted);
    this.clock = clock;
  }

  /// What there is now; nothing is changed.
  public Map<DataKind, Long> found(String tenant) {
    var subject = new ErasedTenant(tenant);
    Map<DataKind, Long> found = new EnumMap<>(DataKind.class);
    counted.forEach(it -> found.put(it.kind(), it.count(subject)));
    return found;
  }

  /// @return the one that is at it already, if there is one
  public Erasure start(UUID id, String tenant, Origin origin) {
    var subject = new ErasedTenant(tenant);
    return erasures.open().stream()
        .filter(it -> it.subject().equals(subject))
        .findFirst()
        .flatMap(it -> erasures.find(it.id()))
        .orElseGet(() -> started(id, subject, origin));
  }

  private Erasure started(UUID id, ErasedTenant subject, Origin origin) {
    var erasure = Erasure.begun(id, subject, origin, found(subject.id()), clock.instant());
    return erasures.create(erasure, ErasureAudits.begun(erasure))
        ? erasure
        : erasures.find(id).orElseThrow();
  }
}
