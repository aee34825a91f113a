package io.hotswap.domain.routing;

import java.util.Optional;

/// A route, and why it is that one.
///
/// @param reason `pinned`, `rolling`, `cohort`, `split:<arm>`, `kept`, `default` or `noAccess`;
///   empty when the tenant disabled the plugin
public record Explanation(Route route, Optional<String> reason) {}
