@NullMarked
package io.hotswap.benchmarks.loading;

import org.jspecify.annotations.NullMarked;
