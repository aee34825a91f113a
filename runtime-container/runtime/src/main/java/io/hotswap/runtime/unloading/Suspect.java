package io.hotswap.runtime.unloading;

/// A class loader that should be gone.
///
/// @param calls that entered the version and have not left
record Suspect(ClassLoader loader, long calls) {}
