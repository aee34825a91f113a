/// What concerns a plugin or an answer of it, and not one tenant.
@NullMarked
package io.hotswap.tenants.plugin;

import org.jspecify.annotations.NullMarked;
