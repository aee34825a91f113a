/// Erasure of what is kept of a tenant, or of what tenants have of a plugin that was deleted, as a
/// job that goes on after a crash.
@NullMarked
package io.hotswap.domain.tenant.erasure;

import org.jspecify.annotations.NullMarked;
