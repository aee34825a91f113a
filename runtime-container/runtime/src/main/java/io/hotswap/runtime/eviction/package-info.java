/// Unloads versions that nobody calls, and loads them again for the next call.
@NullMarked
package io.hotswap.runtime.eviction;

import org.jspecify.annotations.NullMarked;
