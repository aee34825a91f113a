/// The API of what tenants set of plugins.
@NullMarked
package io.hotswap.tenants;

import org.jspecify.annotations.NullMarked;
