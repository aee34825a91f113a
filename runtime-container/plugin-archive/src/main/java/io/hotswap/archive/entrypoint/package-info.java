/// Checks a plugin's entry point without running it.
@NullMarked
package io.hotswap.archive.entrypoint;

import org.jspecify.annotations.NullMarked;
