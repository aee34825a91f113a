/// The node's lease, and the other live nodes of its environment.
@NullMarked
package io.hotswap.runtime.membership;

import org.jspecify.annotations.NullMarked;
