package io.hotswap.domain.deployment.strategy;

import java.util.Optional;

/// A metric that the plugin records.
///
/// @param unit for display
public record DecisionMetric(String name, Direction better, Optional<String> unit) {}
