@NullMarked
package io.hotswap.benchmarks.lock;

import org.jspecify.annotations.NullMarked;
