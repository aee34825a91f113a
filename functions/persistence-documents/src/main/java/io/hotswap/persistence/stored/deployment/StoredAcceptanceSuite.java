package io.hotswap.persistence.stored.deployment;

import io.hotswap.domain.deployment.strategy.AcceptanceSuite;
import io.hotswap.domain.ids.Digest;

record StoredAcceptanceSuite(int cases, Digest digest) {
  static StoredAcceptanceSuite of(AcceptanceSuite it) {
    return new StoredAcceptanceSuite(it.cases(), it.digest());
  }

  AcceptanceSuite toDomain() {
    return new AcceptanceSuite(cases, digest);
  }
}
