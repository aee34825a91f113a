package io.hotswap.runtime.figures;

import io.hotswap.domain.deployment.Environment;
import io.hotswap.runtime.following.NodeName;

/// Who says it.
public record Speaker(Environment environment, NodeName node) {}
