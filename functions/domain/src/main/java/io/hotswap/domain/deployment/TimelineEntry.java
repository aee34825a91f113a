package io.hotswap.domain.deployment;

import java.time.Instant;

/// @param detail what happened, in one sentence for people
public record TimelineEntry(Instant at, Phase phase, String detail) {}
