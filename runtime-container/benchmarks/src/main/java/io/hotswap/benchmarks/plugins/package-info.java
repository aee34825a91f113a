@NullMarked
package io.hotswap.benchmarks.plugins;

import org.jspecify.annotations.NullMarked;
