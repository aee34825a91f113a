package io.hotswap.runtime.membership;

/// @param id stable across restarts
/// @param incarnation unique to this process
public record NodeName(String id, String incarnation) {}
