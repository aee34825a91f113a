package io.hotswap.runtime.pluginlog;

import org.jspecify.annotations.Nullable;

/// A class loader whose classes' output belongs to a plugin.
public interface OutputAttribution {
  /// The log for that output; null while it is not known.
  @Nullable FormattedLog printsTo();
}
