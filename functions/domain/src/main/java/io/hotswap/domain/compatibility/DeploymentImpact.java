package io.hotswap.domain.compatibility;

import io.hotswap.domain.text.BoundedText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a version changes for those who use the one that serves.
///
/// @param tenants that called the plugin there in the last week, by name
/// @param dependents plugins that serve there and need this one, by name
public record DeploymentImpact(
    VersionComparison comparison, List<String> tenants, List<String> dependents) {
  private static final int NAMED = 3;

  public DeploymentImpact {
    tenants = List.copyOf(tenants);
    dependents = List.copyOf(dependents);
  }

  /// For those who decide on the deployment, without names of tenants; empty unless something
  /// breaks.
  public Optional<String> warning() {
    var breaking = comparison.all(Compatibility.Breaking);
    if (breaking.isEmpty()) {
      return Optional.empty();
    }
    var changes =
        breaking.stream()
            .limit(NAMED)
            .map(it -> BoundedText.name(it.detail()))
            .collect(Collectors.joining(" "));
    return Optional.of(
        BoundedText.sentence(
            "%s breaks with %s, which serves%s: %s%s %s called it in the last week%s."
                .formatted(
                    comparison.after(),
                    comparison.before(),
                    comparison.isMislabelled() ? ", and its number denies that" : "",
                    changes,
                    breaking.size() > NAMED
                        ? " And %d more.".formatted(breaking.size() - NAMED)
                        : "",
                    tenants.size() == 1 ? "1 tenant" : tenants.size() + " tenants",
                    dependents.isEmpty()
                        ? ""
                        : "; plugins that need it there: " + BoundedText.names(dependents))));
  }
}
