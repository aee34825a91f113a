@NullMarked
package io.hotswap.benchmarks.starting;

import org.jspecify.annotations.NullMarked;
