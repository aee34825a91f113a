package io.hotswap.registration;

import io.hotswap.domain.access.Disclosure;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.lifecycle.Deprecation;
import io.hotswap.domain.lifecycle.EndOfLifeAction;
import io.hotswap.domain.lifecycle.Lifecycle;
import io.hotswap.domain.lifecycle.Withdrawal;
import java.time.Instant;
import java.util.Optional;

/// The lifecycle of a version as openapi.yaml describes it.
record LifecycleView(
    Lifecycle.State state,
    Optional<DeprecationView> deprecation,
    Optional<WithdrawalView> withdrawal) {
  static LifecycleView of(Lifecycle it, Disclosure shown) {
    return new LifecycleView(
        it.state(),
        it.deprecation().map(DeprecationView::of),
        it.withdrawal().map(withdrawal -> WithdrawalView.of(withdrawal, shown)));
  }

  record DeprecationView(
      String message,
      Optional<SemanticVersion> successor,
      Optional<Instant> endOfLife,
      Optional<EndOfLifeAction> onEndOfLife,
      Optional<Instant> reminded,
      Optional<Instant> ended,
      Instant since) {
    static DeprecationView of(Deprecation it) {
      return new DeprecationView(
          it.message(),
          it.successor(),
          it.endOfLife(),
          it.onEndOfLife(),
          it.reminded(),
          it.ended(),
          it.since());
    }
  }

  /// @param reason for staff only
  record WithdrawalView(Optional<String> reason, Instant since) {
    static WithdrawalView of(Withdrawal it, Disclosure shown) {
      return new WithdrawalView(shown.operations(it.reason()), it.since());
    }
  }
}
