package io.hotswap.domain.deployment.strategy;

import io.hotswap.domain.canonical.CanonicalEncoding;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.routing.HealthSupervision.AcceptanceCase;
import java.util.List;

/// The acceptance cases of a deployment, named: they are kept apart from it, for fifty of them may
/// take more than its item has room for.
///
/// @param cases how many
/// @param digest of all that they say
public record AcceptanceSuite(int cases, Digest digest) {
  public static final AcceptanceSuite NONE = of(List.of());

  public static AcceptanceSuite of(List<AcceptanceCase> cases) {
    return new AcceptanceSuite(cases.size(), Digest.over(CanonicalEncoding.of(cases)));
  }
}
