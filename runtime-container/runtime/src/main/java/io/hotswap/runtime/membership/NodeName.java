package io.hotswap.runtime.membership;

/// @param id stable over restarts
/// @param incarnation this process
public record NodeName(String id, String incarnation) {}
