@NullMarked
package io.hotswap.runtime.testing;

import org.jspecify.annotations.NullMarked;
