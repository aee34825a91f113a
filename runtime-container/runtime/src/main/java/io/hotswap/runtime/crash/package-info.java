@NullMarked
package io.hotswap.runtime.crash;

import org.jspecify.annotations.NullMarked;
