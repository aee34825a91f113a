package io.hotswap.domain.routing;

import io.hotswap.domain.ids.Digest;

/// What a node needs to know of a version.
///
/// @param deploymentId the deployment that routed to it
/// @param traceparent that deployment's trace: calls link to it
public record RoutedVersion(
    String version, Digest digest, long size, String deploymentId, String traceparent) {}
