/// Whether tenants' configurations fit the versions that serve them.
@NullMarked
package io.hotswap.domain.tenant.configuration;

import org.jspecify.annotations.NullMarked;
