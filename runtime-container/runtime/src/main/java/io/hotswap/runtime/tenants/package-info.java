/// The tenants' settings that are in force on a node.
@NullMarked
package io.hotswap.runtime.tenants;

import org.jspecify.annotations.NullMarked;
