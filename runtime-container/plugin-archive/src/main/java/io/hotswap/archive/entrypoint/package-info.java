/// Looks at the class that a plugin starts with, without running it.
@NullMarked
package io.hotswap.archive.entrypoint;

import org.jspecify.annotations.NullMarked;
