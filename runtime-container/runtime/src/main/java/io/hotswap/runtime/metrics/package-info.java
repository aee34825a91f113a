/// The node's Prometheus metrics.
@NullMarked
package io.hotswap.runtime.metrics;

import org.jspecify.annotations.NullMarked;
