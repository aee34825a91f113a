/// Tenants' own settings of plugins. They live apart from routing documents, so that a tenant's
/// change competes with no deployment, and no rollback reverts it.
@NullMarked
package io.hotswap.domain.tenant;

import org.jspecify.annotations.NullMarked;
