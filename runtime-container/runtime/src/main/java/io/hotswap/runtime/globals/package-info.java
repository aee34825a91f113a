/// Protects JVM-wide settings that the platform cannot scope to a version: changes are detected,
/// restored and reported.
@NullMarked
package io.hotswap.runtime.globals;

import org.jspecify.annotations.NullMarked;
