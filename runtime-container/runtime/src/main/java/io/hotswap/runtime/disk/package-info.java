/// The node's data directory: binaries, libraries, routing documents.
@NullMarked
package io.hotswap.runtime.disk;

import org.jspecify.annotations.NullMarked;
