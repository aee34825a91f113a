/// What a JVM has once and versions of plugins use side by side: made each version's own where the
/// platform lets us.
@NullMarked
package io.hotswap.runtime.scope;

import org.jspecify.annotations.NullMarked;
