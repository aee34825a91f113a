package io.hotswap.persistence.stored.routing;

import io.hotswap.domain.routing.Cohort;

record StoredCohort(String version, String salt, long cutoff) {
  static StoredCohort of(Cohort it) {
    return new StoredCohort(it.version(), it.salt(), it.cutoff());
  }

  Cohort toDomain() {
    return new Cohort(version, salt, cutoff);
  }
}
