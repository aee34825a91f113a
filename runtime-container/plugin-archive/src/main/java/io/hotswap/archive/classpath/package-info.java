/// What a plugin's classes see, on a node as in the testkit. Here alone, classes of plugins are
/// defined.
@NullMarked
package io.hotswap.archive.classpath;

import org.jspecify.annotations.NullMarked;
