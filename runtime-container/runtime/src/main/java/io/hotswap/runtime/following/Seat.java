package io.hotswap.runtime.following;

import io.hotswap.domain.routing.RoutedVersion;

/// A version that takes room on this node.
record Seat(PluginTrack track, RoutedVersion routed, Attempt attempt) {}
