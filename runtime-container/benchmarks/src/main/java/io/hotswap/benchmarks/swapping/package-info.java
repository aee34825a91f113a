@NullMarked
package io.hotswap.benchmarks.swapping;

import org.jspecify.annotations.NullMarked;
