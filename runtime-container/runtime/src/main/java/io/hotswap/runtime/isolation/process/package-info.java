/// A worker process: its frames, its output, its end, its share of the processors.
@NullMarked
package io.hotswap.runtime.isolation.process;

import org.jspecify.annotations.NullMarked;
