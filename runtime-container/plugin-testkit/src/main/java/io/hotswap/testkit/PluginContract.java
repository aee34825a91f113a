package io.hotswap.testkit;

import io.hotswap.archive.ArchiveReading.Accepted;
import io.hotswap.archive.ArchiveReading.Rejected;
import io.hotswap.archive.Limits;
import io.hotswap.archive.PluginArchive;
import io.hotswap.archive.PluginArchives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;

/// Takes a packed plugin through its life, as a node would, and reports what it does not keep of
/// the contract.
///
/// The archive is judged by the validator of the registration API. Then the plugin runs, in this
/// process, with all that this process may do: check your own plugins only.
public final class PluginContract {
  private PluginContract() {}

  /// @param plugin a jar or zip
  /// @throws IOException when the file can't be read
  public static ContractReport check(Path plugin) throws IOException {
    return check(plugin, Patience.OF_A_NODE);
  }

  static ContractReport check(Path plugin, Patience patience) throws IOException {
    return switch (PluginArchives.read(plugin, Limits.standard())) {
      case Rejected(var violations) ->
          new ContractReport(
              violations.stream().map(each -> Finding.bad("archive", each.toString())).toList());
      case Accepted(var archive) -> run(plugin, archive, patience);
    };
  }

  private static ContractReport run(Path plugin, PluginArchive archive, Patience patience)
      throws IOException {
    var findings = new ArrayList<Finding>();
    var manifest = archive.manifest();
    findings.add(
        Finding.good(
            "archive",
            manifest.name()
                + " "
                + manifest.version()
                + ", a "
                + archive.format()
                + " of good form"));
    var directory = Files.createTempDirectory("hotswap-testkit-");
    try {
      var life =
          new PluginLife(manifest, archive.classPath(plugin, directory), directory, patience);
      findings.addAll(life.live());
    } finally {
      delete(directory);
    }
    return new ContractReport(findings);
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
