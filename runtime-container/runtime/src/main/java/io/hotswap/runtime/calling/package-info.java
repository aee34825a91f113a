/// Runs calls of plugins on virtual threads, with deadlines.
@NullMarked
package io.hotswap.runtime.calling;

import org.jspecify.annotations.NullMarked;
