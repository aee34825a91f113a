/// Finds versions that crash the node's process while they are loaded, and keeps them out.
@NullMarked
package io.hotswap.runtime.crash;

import org.jspecify.annotations.NullMarked;
