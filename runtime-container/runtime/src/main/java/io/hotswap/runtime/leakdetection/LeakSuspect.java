package io.hotswap.runtime.leakdetection;

/// A class loader that should have been collected.
///
/// @param calls that entered the version and have not left
/// @param releasable whether caches of the platform may be cleared to release it
public record LeakSuspect(ClassLoader loader, long calls, boolean releasable) {}
