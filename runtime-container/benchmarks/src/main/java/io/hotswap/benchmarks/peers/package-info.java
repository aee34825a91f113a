@NullMarked
package io.hotswap.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
