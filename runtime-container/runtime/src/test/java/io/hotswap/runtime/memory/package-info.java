@NullMarked
package io.hotswap.runtime.memory;

import org.jspecify.annotations.NullMarked;
