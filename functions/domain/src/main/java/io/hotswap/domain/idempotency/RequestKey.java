package io.hotswap.domain.idempotency;

/// An `Idempotency-Key` where it counts: per actor and operation.
public record RequestKey(String actor, String operation, String key) {}
