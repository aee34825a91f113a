/// Gives calls that should not be answered here to other nodes of the environment.
@NullMarked
package io.hotswap.runtime.forwarding;

import org.jspecify.annotations.NullMarked;
