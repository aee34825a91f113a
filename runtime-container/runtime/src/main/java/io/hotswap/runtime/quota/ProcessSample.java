package io.hotswap.runtime.quota;

/// What a tenant's process took.
///
/// @param processorMillis processor time since it was measured last
/// @param memoryBytes memory of its own that it has now
public record ProcessSample(long processorMillis, long memoryBytes) {}
