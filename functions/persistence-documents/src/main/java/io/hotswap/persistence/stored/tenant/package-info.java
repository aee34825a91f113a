/// Tenants' settings as they are stored; nodes read them too.
@NullMarked
package io.hotswap.persistence.stored.tenant;

import org.jspecify.annotations.NullMarked;
