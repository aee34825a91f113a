@NullMarked
package io.hotswap.benchmarks.holding;

import org.jspecify.annotations.NullMarked;
