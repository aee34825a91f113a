/// Where a node's own log goes: not through `System.out`, which is anybody's.
@NullMarked
package io.hotswap.runtime.logging;

import org.jspecify.annotations.NullMarked;
