package io.hotswap.runtime.isolation;

import io.hotswap.spi.Plugin;
import java.util.concurrent.CompletableFuture;

/// A plugin whose code runs in processes of its own.
public sealed interface IsolatedPlugin extends Plugin permits ProcessPlugin, TenantProcesses {
  /// Completes when the plugin was stopped and all of its processes have ended.
  CompletableFuture<?> terminated();
}
