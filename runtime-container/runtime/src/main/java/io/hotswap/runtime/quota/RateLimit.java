package io.hotswap.runtime.quota;

/// The values of the fields `RateLimit-Policy` and `RateLimit` of
/// draft-ietf-httpapi-ratelimit-headers-10: a tenant's quota of all nodes together, and what this
/// node still admits of it.
public record RateLimit(String policy, String remaining) {}
