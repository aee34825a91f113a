@NullMarked
package io.hotswap.runtime.routing;

import org.jspecify.annotations.NullMarked;
