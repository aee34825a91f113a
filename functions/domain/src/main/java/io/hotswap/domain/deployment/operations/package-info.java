/// Operations on deployments under way: steering, rollback, reconciliation, preview tokens.
@NullMarked
package io.hotswap.domain.deployment.operations;

import org.jspecify.annotations.NullMarked;
