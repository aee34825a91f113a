/// Which plugins tenants may use and know of.
@NullMarked
package io.hotswap.domain.tenant.entitlement;

import org.jspecify.annotations.NullMarked;
