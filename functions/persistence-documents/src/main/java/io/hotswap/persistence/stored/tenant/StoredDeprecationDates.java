package io.hotswap.persistence.stored.tenant;

import io.hotswap.domain.lifecycle.DeprecationDates;
import java.time.Instant;
import java.util.Optional;

record StoredDeprecationDates(Instant since, Optional<Instant> endOfLife) {
  static StoredDeprecationDates of(DeprecationDates it) {
    return new StoredDeprecationDates(it.since(), it.endOfLife());
  }

  DeprecationDates toDomain() {
    return new DeprecationDates(since, endOfLife);
  }
}
