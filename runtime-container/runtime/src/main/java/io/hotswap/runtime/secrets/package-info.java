/// Secrets of the tenants that a node serves: handles for plugins, values in memory.
@NullMarked
package io.hotswap.runtime.secrets;

import org.jspecify.annotations.NullMarked;
