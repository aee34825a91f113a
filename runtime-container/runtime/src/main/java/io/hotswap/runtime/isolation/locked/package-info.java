/// Worker processes behind the kernel's lock, and a watch over what they take.
@NullMarked
package io.hotswap.runtime.isolation.locked;

import org.jspecify.annotations.NullMarked;
