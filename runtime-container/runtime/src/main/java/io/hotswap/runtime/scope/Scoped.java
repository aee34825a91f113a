package io.hotswap.runtime.scope;

/// A version's class loader.
public interface Scoped {
  VersionScope scope();
}
