/// Reads and validates plugin archives. Looks at class files, never defines or runs a class of a
/// plugin.
@NullMarked
package io.hotswap.archive;

import org.jspecify.annotations.NullMarked;
