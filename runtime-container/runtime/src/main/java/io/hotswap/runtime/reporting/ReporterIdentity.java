package io.hotswap.runtime.reporting;

import io.hotswap.domain.ids.Environment;
import io.hotswap.runtime.membership.NodeName;

/// Who says it.
public record ReporterIdentity(Environment environment, NodeName node) {}
