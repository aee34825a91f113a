@NullMarked
package io.hotswap.runtime.loading;

import org.jspecify.annotations.NullMarked;
