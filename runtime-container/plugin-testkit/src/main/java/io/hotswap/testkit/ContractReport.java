package io.hotswap.testkit;

import java.util.List;
import java.util.stream.Stream;

/// Everything that [PluginContract] found, in the order of the plugin's life.
public record ContractReport(List<Finding> findings) {
  public ContractReport {
    findings = List.copyOf(findings);
  }

  /// Whether every check passed.
  public boolean holds() {
    return findings.stream().allMatch(Finding::holds);
  }

  /// Those that did not pass.
  public List<Finding> failures() {
    return findings.stream().filter(finding -> !finding.holds()).toList();
  }

  /// One line a finding, and one that sums up.
  public List<String> lines() {
    var summary =
        holds()
            ? "The plugin keeps the contract."
            : failures().size() + " of " + findings.size() + " checks failed.";
    return Stream.concat(findings.stream().map(Finding::toString), Stream.of(summary)).toList();
  }
}
