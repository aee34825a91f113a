/// Gives each version its own copy of what a JVM has once, where the platform permits that.
@NullMarked
package io.hotswap.runtime.scope;

import org.jspecify.annotations.NullMarked;
