@NullMarked
package io.hotswap.runtime.unloading;

import org.jspecify.annotations.NullMarked;
