/// Traces, log fields and metrics of functions and nodes.
@NullMarked
package io.hotswap.telemetry;

import org.jspecify.annotations.NullMarked;
