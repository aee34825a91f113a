/// The node's lease, and who else serves its environment.
@NullMarked
package io.hotswap.runtime.membership;

import org.jspecify.annotations.NullMarked;
