/// Limits the heap that requests take, and watches the heap.
@NullMarked
package io.hotswap.runtime.memory;

import org.jspecify.annotations.NullMarked;
