package io.hotswap.runtime.pluginlog;

import org.jspecify.annotations.Nullable;

/// A class loader whose classes' prints are a plugin's.
public interface OutputAttribution {
  /// Where they go; null while it is not known.
  @Nullable FormattedLog printsTo();
}
