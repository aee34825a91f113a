/// Routes a tenant's call to a version by an immutable snapshot.
@NullMarked
package io.hotswap.runtime.routing;

import org.jspecify.annotations.NullMarked;
