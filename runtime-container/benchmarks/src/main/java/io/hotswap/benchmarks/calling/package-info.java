@NullMarked
package io.hotswap.benchmarks.calling;

import org.jspecify.annotations.NullMarked;
