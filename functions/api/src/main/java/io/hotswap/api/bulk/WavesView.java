package io.hotswap.tenants.bulk;

import io.hotswap.domain.tenant.bulk.Waves;
import java.time.Duration;

/// Waves of a bulk change as openapi.yaml describes them.
record WavesView(int tenants, String pause) {
  static WavesView of(Waves it) {
    return new WavesView(it.tenants(), it.pause().toString());
  }

  Waves toDomain() {
    return new Waves(tenants, Duration.parse(pause));
  }
}
