package io.hotswap.domain.compatibility;

import io.hotswap.domain.ids.SemanticVersion;
import java.util.Comparator;
import java.util.List;

/// A version beside an earlier one.
public record VersionComparison(
    SemanticVersion before, SemanticVersion after, List<ContractChange> changes) {
  public VersionComparison {
    changes = List.copyOf(changes);
  }

  public Compatibility compatibility() {
    return Compatibility.worst(changes.stream().map(ContractChange::compatibility).toList());
  }

  public VersionStep step() {
    return VersionStep.between(before, after);
  }

  /// Whether it breaks with the earlier version and its number denies that.
  public boolean isMislabelled() {
    return compatibility() == Compatibility.Breaking && !VersionStep.mayBreak(before, after);
  }

  public List<ContractChange> all(Compatibility compatibility) {
    return changes.stream().filter(it -> it.compatibility() == compatibility).toList();
  }

  public List<ContractChange> worstFirst() {
    return changes.stream()
        .sorted(Comparator.comparing(ContractChange::compatibility).reversed())
        .toList();
  }
}
