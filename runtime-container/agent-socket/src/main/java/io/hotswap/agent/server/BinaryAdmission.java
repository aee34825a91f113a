package io.hotswap.agent.server;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.routing.RoutedVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Whether a host may have a binary.
@FunctionalInterface
public interface BinaryAdmission {
  /// @param file whose bytes hash to the version's digest
  /// @return why not, as a sentence; empty when it may
  Optional<String> refusal(
      Environment environment, String pluginName, RoutedVersion version, Path file)
      throws IOException;
}
