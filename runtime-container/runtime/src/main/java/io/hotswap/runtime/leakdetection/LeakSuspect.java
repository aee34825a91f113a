package io.hotswap.runtime.leakdetection;

/// A class loader that should be gone.
///
/// @param calls that entered the version and have not left
/// @param releasable whether caches of the platform's may be made to let it go
public record LeakSuspect(ClassLoader loader, long calls, boolean releasable) {}
