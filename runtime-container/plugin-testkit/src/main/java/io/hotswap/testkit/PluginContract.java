package io.hotswap.testkit;

import io.hotswap.archive.ArchiveReading.Accepted;
import io.hotswap.archive.ArchiveReading.Rejected;
import io.hotswap.archive.Limits;
import io.hotswap.archive.PluginArchive;
import io.hotswap.archive.PluginArchives;
import io.hotswap.archive.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Runs a packed plugin through its life, as a node would, and reports where it breaks the
/// contract.
///
/// The archive is validated as by the registration API. Then the plugin runs in this process, with
/// all its permissions: check your own plugins only.
public final class PluginContract {
  private PluginContract() {}

  /// @param plugin a jar or zip
  /// @throws IOException when the file can't be read
  public static ContractReport check(Path plugin) throws IOException {
    return check(plugin, List.of());
  }

  /// @param calls to make of the running plugin, one after the other, beside those that are made of
  ///   every plugin
  /// @throws IllegalArgumentException when a call's operation is not in the manifest
  public static ContractReport check(Path plugin, List<TestCall> calls) throws IOException {
    return check(plugin, calls, TestPlugins.NONE);
  }

  /// @param plugins stand in for those that the plugin may call; only what its manifest lists under
  ///   `permissions.calls` is called
  public static ContractReport check(Path plugin, List<TestCall> calls, TestPlugins plugins)
      throws IOException {
    return check(plugin, calls, plugins, StepTimeouts.OF_A_NODE);
  }

  static ContractReport check(Path plugin, List<TestCall> calls, StepTimeouts stepTimeouts)
      throws IOException {
    return check(plugin, calls, TestPlugins.NONE, stepTimeouts);
  }

  private static ContractReport check(
      Path plugin, List<TestCall> calls, TestPlugins plugins, StepTimeouts stepTimeouts)
      throws IOException {
    return switch (PluginArchives.read(plugin, Limits.standard())) {
      case Rejected(var violations) ->
          ContractReport.refused(
              violations.stream()
                  .map(each -> CheckFinding.bad("archive", each.toString()))
                  .toList());
      case Accepted(var archive) -> run(plugin, archive, calls, plugins, stepTimeouts);
    };
  }

  private static ContractReport run(
      Path plugin,
      PluginArchive archive,
      List<TestCall> calls,
      TestPlugins plugins,
      StepTimeouts stepTimeouts)
      throws IOException {
    var manifest = archive.manifest();
    calls.forEach(call -> requireOperation(manifest, call.operation()));
    var good =
        CheckFinding.good(
            "archive",
            manifest.name()
                + " "
                + manifest.version()
                + ", a "
                + archive.format()
                + " of good form");
    var directory = Files.createTempDirectory("hotswap-testkit-");
    try {
      var classPath = archive.classPath(plugin, directory);
      var report =
          new PluginLife(manifest, classPath, directory, calls, plugins, stepTimeouts).live();
      var findings = new ArrayList<>(List.of(good));
      findings.addAll(report.findings());
      return new ContractReport(manifest, findings, report.calls());
    } finally {
      delete(directory);
    }
  }

  private static void requireOperation(Manifest manifest, String operation) {
    var all = manifest.operations().stream().map(Manifest.Operation::name).toList();
    if (!all.contains(operation)) {
      throw new IllegalArgumentException(
          "the manifest has no operation " + operation + ", only " + String.join(", ", all));
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
