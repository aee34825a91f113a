package io.hotswap.persistence.stored.routing;

import io.hotswap.domain.routing.HealthSupervision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

record StoredSupervision(
    Optional<Watch> watch,
    Optional<Analysis> analysis,
    Optional<Preview> preview,
    List<StoredAcceptanceCase> acceptance,
    List<String> ejected) {
  static StoredSupervision of(HealthSupervision it) {
    return new StoredSupervision(
        it.watch().map(Watch::of),
        it.analysis().map(Analysis::of),
        it.preview().map(Preview::of),
        it.acceptance().stream().map(StoredAcceptanceCase::of).toList(),
        it.ejected().stream().sorted().toList());
  }

  HealthSupervision toDomain() {
    return new HealthSupervision(
        watch.map(Watch::toDomain),
        analysis.map(Analysis::toDomain),
        preview.map(Preview::toDomain),
        acceptance.stream().map(StoredAcceptanceCase::toDomain).toList(),
        Set.copyOf(ejected));
  }

  record Watch(String version, Optional<String> previous, Instant until, long baselineMicros) {
    static Watch of(HealthSupervision.Watch it) {
      return new Watch(it.version(), it.previous(), it.until(), it.baselineMicros());
    }

    HealthSupervision.Watch toDomain() {
      return new HealthSupervision.Watch(version, previous, until, baselineMicros);
    }
  }

  record Analysis(String window, String baseline) {
    static Analysis of(HealthSupervision.Analysis it) {
      return new Analysis(it.window(), it.baseline());
    }

    HealthSupervision.Analysis toDomain() {
      return new HealthSupervision.Analysis(window, baseline);
    }
  }

  record Preview(String version, String deploymentId, String publicKey) {
    static Preview of(HealthSupervision.Preview it) {
      return new Preview(it.version(), it.deploymentId(), it.publicKey());
    }

    HealthSupervision.Preview toDomain() {
      return new HealthSupervision.Preview(version, deploymentId, publicKey);
    }
  }
}
