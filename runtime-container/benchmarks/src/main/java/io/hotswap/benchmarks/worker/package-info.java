@NullMarked
package io.hotswap.benchmarks.worker;

import org.jspecify.annotations.NullMarked;
