package io.hotswap.domain.idempotency;

/// An `Idempotency-Key` with its scope: actor and operation.
public record RequestKey(String actor, String operation, String key) {}
