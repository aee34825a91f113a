/// What a JVM has once and the platform lets nobody have for himself: changes are seen, put back
/// and told.
@NullMarked
package io.hotswap.runtime.globals;

import org.jspecify.annotations.NullMarked;
