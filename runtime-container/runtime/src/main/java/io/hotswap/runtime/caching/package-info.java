/// Which versions a node keeps loaded, and which nodes are live.
@NullMarked
package io.hotswap.runtime.caching;

import org.jspecify.annotations.NullMarked;
