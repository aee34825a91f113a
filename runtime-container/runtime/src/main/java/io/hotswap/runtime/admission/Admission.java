package io.hotswap.runtime.admission;

import io.hotswap.runtime.disk.MappedJar;
import io.hotswap.runtime.plugin.PluginRef;
import java.io.IOException;
import java.util.Optional;

/// Asked before anything of a binary is read, at every load.
public interface Admission {
  /// @param binary whose digest was verified
  /// @return why it is not loaded, in one sentence. Later it may be: the stack may trust others
  ///   then
  Optional<String> refusal(PluginRef ref, MappedJar binary) throws IOException;
}
