package io.hotswap.domain.check.operations;

import io.hotswap.domain.check.CheckName;
import io.hotswap.domain.check.CheckResult;
import io.hotswap.domain.plugin.PluginVersion;
import java.nio.file.Path;

/// One check of a registered version. It is run again until it ends, possibly by two at once: what
/// it stores, if anything, is the same each time.
public interface VersionCheck {
  CheckName name();

  /// Takes at most a minute. What it throws is a fault: the check stays Pending and is run again.
  ///
  /// @param archive the version's bytes; their digest has been verified
  CheckResult run(PluginVersion version, Path archive);
}
