@NullMarked
package io.hotswap.benchmarks.serving;

import org.jspecify.annotations.NullMarked;
