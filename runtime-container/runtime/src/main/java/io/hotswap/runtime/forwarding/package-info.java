/// Forwards calls that this node should not answer to other nodes of the environment.
@NullMarked
package io.hotswap.runtime.forwarding;

import org.jspecify.annotations.NullMarked;
