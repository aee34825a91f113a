package io.hotswap.domain.deployment.strategy;

import io.hotswap.domain.canonical.CanonicalEncoding;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.routing.HealthSupervision.AcceptanceCase;
import java.util.List;

/// Reference to the acceptance cases of a deployment. They are stored separately, because fifty of
/// them may exceed the size of the deployment's item.
///
/// @param cases how many
/// @param digest of their content
public record AcceptanceSuite(int cases, Digest digest) {
  public static final AcceptanceSuite NONE = of(List.of());

  public static AcceptanceSuite of(List<AcceptanceCase> cases) {
    return new AcceptanceSuite(cases.size(), Digest.over(CanonicalEncoding.of(cases)));
  }
}
