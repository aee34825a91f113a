@NullMarked
package io.hotswap.domain.routing;

import org.jspecify.annotations.NullMarked;
