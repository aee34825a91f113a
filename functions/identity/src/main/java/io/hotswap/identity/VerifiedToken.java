package io.hotswap.identity;

import io.hotswap.domain.access.Caller;
import java.time.Instant;

public record VerifiedToken(Caller caller, Instant expiresAt) {}
