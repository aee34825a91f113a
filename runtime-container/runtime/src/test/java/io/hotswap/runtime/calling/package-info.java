@NullMarked
package io.hotswap.runtime.calling;

import org.jspecify.annotations.NullMarked;
