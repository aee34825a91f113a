package io.hotswap.testkit;

import io.hotswap.archive.manifest.Manifest;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The findings of [PluginContract], in the order of the plugin's life.
///
/// @param manifest the plugin's; null when it cannot be read
/// @param calls results of the requested calls
public record ContractReport(
    @Nullable Manifest manifest, List<CheckFinding> findings, List<CallResult> calls) {
  public ContractReport {
    findings = List.copyOf(findings);
    calls = List.copyOf(calls);
  }

  static ContractReport refused(List<CheckFinding> findings) {
    return new ContractReport(null, findings, List.of());
  }

  /// Whether every check passed.
  public boolean holds() {
    return findings.stream().allMatch(CheckFinding::holds);
  }

  /// The findings that did not pass.
  public List<CheckFinding> failures() {
    return findings.stream().filter(checkFinding -> !checkFinding.holds()).toList();
  }

  /// One line per finding, and a summary.
  public List<String> lines() {
    var summary =
        holds()
            ? "The plugin keeps the contract."
            : failures().size() + " of " + findings.size() + " checks failed.";
    return Stream.concat(findings.stream().map(CheckFinding::toString), Stream.of(summary))
        .toList();
  }
}
