package io.hotswap.runtime.reporting;

import io.hotswap.domain.ids.Environment;
import io.hotswap.runtime.membership.NodeName;

/// The node that reports, and its environment.
public record ReporterIdentity(Environment environment, NodeName node) {}
