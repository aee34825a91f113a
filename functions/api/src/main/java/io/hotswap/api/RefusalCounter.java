package io.hotswap.api;

import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Caller;
import io.hotswap.domain.audit.RefusedAttempts;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/// Counts what callers with a valid token were not allowed to do. An attempt is refused whether or
/// not it can be counted.
@Singleton
final class RefusalCounter {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalCounter.class);

  private final RefusedAttempts attempts;
  private final Clock clock;

  RefusalCounter(RefusedAttempts attempts, Clock clock) {
    this.attempts = attempts;
    this.clock = clock;
  }

  void count(Caller caller, Action action) {
    try {
      attempts.count(caller.subject(), action.operationId(), clock.instant());
    } catch (SdkException e) {
      LOG.error("A refusal of {} to {} was not counted", action.operationId(), caller.subject(), e);
    }
  }
}
