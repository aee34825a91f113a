package io.hotswap.domain.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.admission.PreReleaseAdmission;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Who takes a pre-release.
class PreReleaseDeploymentsTest {
  private final InMemoryControlPlane plane = new InMemoryControlPlane();

  private Result<Deployment> post(String version, Environment environment) {
    plane.versions.add(version);
    return plane.post(
        InMemoryControlPlane.ADMIN,
        InMemoryControlPlane.newId(),
        DeploymentSpec.direct("markdown", version, environment.name()));
  }

  @Test
  void development_and_qa_take_one() {
    InMemoryControlPlane.done(post("2.1.0-rc.1", Environment.Development));
    InMemoryControlPlane.done(post("2.1.0-rc.1", Environment.QA));
  }

  @Test
  void staging_and_production_take_releases_only() {
    for (var environment : Set.of(Environment.Staging, Environment.Production)) {
      var refusal = InMemoryControlPlane.refused(post("2.1.0-rc.1+build.7", environment));
      assertEquals(ErrorCode.PRE_RELEASE, refusal.code());
      assertEquals(
          "markdown 2.1.0-rc.1+build.7 is a pre-release, and %s takes releases only."
              .formatted(environment),
          refusal.detail());
      assertEquals(
          "Register the release, or deploy the pre-release to Development, QA.",
          refusal.errors().getFirst().fix());
    }
  }

  @Test
  void build_metadata_makes_no_pre_release() {
    InMemoryControlPlane.done(post("2.1.0+build-7", Environment.Production));
  }

  @Test
  void the_first_refusal_of_several_rules_counts() {
    plane.versions.add("2.1.0-rc.1");
    var release = plane.find(InMemoryControlPlane.MARKDOWN, "2.1.0-rc.1").orElseThrow();
    var none = new PreReleaseAdmission(Set.of());
    var all = new PreReleaseAdmission(Set.of(Environment.values()));
    assertEquals(
        Optional.of(ErrorCode.PRE_RELEASE),
        all.and(none).refusal("markdown", release, Environment.QA).map(Refusal::code));
    assertTrue(all.and(all).refusal("markdown", release, Environment.Production).isEmpty());
  }
}
