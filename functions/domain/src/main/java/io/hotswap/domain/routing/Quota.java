package io.hotswap.domain.routing;

/// What a tenant may ask of one plugin.
public record Quota(int maxRequestsPerMinute, int maxConcurrentExecutions) {}
