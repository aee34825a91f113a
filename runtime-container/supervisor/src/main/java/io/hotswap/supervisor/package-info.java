/// Keeps one plugin host running.
@NullMarked
package io.hotswap.supervisor;

import org.jspecify.annotations.NullMarked;
