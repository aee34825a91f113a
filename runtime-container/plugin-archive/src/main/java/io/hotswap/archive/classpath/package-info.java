/// The classes that a plugin sees, on nodes and in the testkit. The only place that defines classes
/// of plugins.
@NullMarked
package io.hotswap.archive.classpath;

import org.jspecify.annotations.NullMarked;
