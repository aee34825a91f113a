@NullMarked
package io.hotswap.runtime.isolation;

import org.jspecify.annotations.NullMarked;
