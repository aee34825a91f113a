package io.hotswap.domain.routing;

import io.hotswap.domain.ids.Digest;

/// A version as a node needs to know it.
///
/// @param deploymentId the deployment that put it there
/// @param traceparent that deployment's trace: calls link to it
public record RoutedVersion(
    String version, Digest digest, long size, String deploymentId, String traceparent) {}
