/// Routing documents as they are stored; nodes read them too.
@NullMarked
package io.hotswap.persistence.stored.routing;

import org.jspecify.annotations.NullMarked;
