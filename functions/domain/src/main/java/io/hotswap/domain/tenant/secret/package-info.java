/// Tenants' secrets: values that are stored encrypted, apart from the configurations that name
/// them.
@NullMarked
package io.hotswap.domain.tenant.secret;

import org.jspecify.annotations.NullMarked;
