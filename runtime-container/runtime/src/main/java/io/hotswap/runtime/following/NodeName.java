package io.hotswap.runtime.following;

/// @param id stable over restarts
/// @param incarnation this process
public record NodeName(String id, String incarnation) {}
