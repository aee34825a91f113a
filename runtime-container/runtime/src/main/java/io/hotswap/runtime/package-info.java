/// A node: starts, reports its readiness, stops.
@NullMarked
package io.hotswap.runtime;

import org.jspecify.annotations.NullMarked;
