@NullMarked
package io.hotswap.runtime.counting;

import org.jspecify.annotations.NullMarked;
