@NullMarked
package io.hotswap.benchmarks.cycling;

import org.jspecify.annotations.NullMarked;
