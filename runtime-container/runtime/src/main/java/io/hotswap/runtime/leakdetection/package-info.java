/// Finds what holds an unloaded version in memory, and names it for its author.
@NullMarked
package io.hotswap.runtime.leakdetection;

import org.jspecify.annotations.NullMarked;
