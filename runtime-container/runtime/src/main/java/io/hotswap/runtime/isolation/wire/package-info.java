@NullMarked
package io.hotswap.runtime.isolation.wire;

import org.jspecify.annotations.NullMarked;
