@NullMarked
package io.hotswap.runtime.isolation.child;

import org.jspecify.annotations.NullMarked;
