/// The node's own log, independent of `System.out`, which any code may replace.
@NullMarked
package io.hotswap.runtime.logging;

import org.jspecify.annotations.NullMarked;
