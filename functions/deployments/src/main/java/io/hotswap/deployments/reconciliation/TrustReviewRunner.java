package io.hotswap.deployments.reconciliation;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.revocation.ReviewingTrust;
import jakarta.inject.Singleton;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at what serves when the trust has changed, and logs what would not be admitted any more.
@Singleton
final class TrustReviewRunner {
  private static final Logger LOG = LoggerFactory.getLogger(TrustReviewRunner.class);

  private final ReviewingTrust reviewing;

  TrustReviewRunner(ReviewingTrust reviewing) {
    this.reviewing = reviewing;
  }

  /// @throws PartialFailure at the end, when something could not be rolled back
  void run(Origin origin) {
    try {
      log(reviewing.review(origin));
    } catch (PartialFailure e) {
      log(e.results());
      e.failures().forEach((what, why) -> LOG.error("{} was not rolled back", what, why));
      throw e;
    }
  }

  private static void log(Collection<?> reviewed) {
    reviewed.forEach(it -> LOG.warn("{}", it));
  }
}
