@NullMarked
package io.hotswap.runtime.isolation.locked;

import org.jspecify.annotations.NullMarked;
