package io.hotswap.domain.deployment;

import java.time.Instant;

/// Why a deployment stands still.
///
/// @param by a person's name, or `HotSwap` when it paused by itself
public record Pause(String by, String reason, Instant at) {}
