@NullMarked
package io.hotswap.benchmarks.table;

import org.jspecify.annotations.NullMarked;
