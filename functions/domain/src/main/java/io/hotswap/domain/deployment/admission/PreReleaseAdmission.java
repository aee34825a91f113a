package io.hotswap.domain.deployment.admission;

import io.hotswap.domain.deployment.Releases.Release;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// By its number: pre-releases only where the environment takes them.
///
/// @param allowed environments that take pre-releases
public record PreReleaseAdmission(Set<Environment> allowed) implements ReleaseAdmission {
  public static final Set<Environment> STANDARD = Set.of(Environment.Development, Environment.QA);

  public PreReleaseAdmission {
    allowed = Set.copyOf(allowed);
  }

  @Override
  public Optional<Refusal> refusal(String plugin, Release release, Environment environment) {
    boolean preRelease =
        SemanticVersion.parse(release.version()).filter(SemanticVersion::isPreRelease).isPresent();
    return preRelease && !allowed.contains(environment)
        ? Optional.of(refused(plugin, release.version(), environment))
        : Optional.empty();
  }

  private Refusal refused(String plugin, String version, Environment environment) {
    var places = allowed.stream().sorted().map(Enum::name).collect(Collectors.joining(", "));
    return Refusal.of(
        ErrorCode.PRE_RELEASE,
        "%s %s is a pre-release, and %s takes releases only."
            .formatted(plugin, version, environment),
        "/version",
        "a version without a part such as -rc.1",
        places.isEmpty()
            ? "Register the release; no environment takes pre-releases."
            : "Register the release, or deploy the pre-release to " + places + ".");
  }
}
