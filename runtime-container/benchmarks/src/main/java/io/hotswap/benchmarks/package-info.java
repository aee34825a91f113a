@NullMarked
package io.hotswap.benchmarks;

import org.jspecify.annotations.NullMarked;
