package io.hotswap.api.bulk;

import io.hotswap.domain.tenant.bulk.Waves;
import java.time.Duration;

/// Waves of a bulk change as openapi.yaml describes them.
public record WavesView(int tenants, String pause) {
  public static WavesView of(Waves it) {
    return new WavesView(it.tenants(), it.pause().toString());
  }

  public Waves toDomain() {
    return new Waves(tenants, Duration.parse(pause));
  }
}
