/// What the control plane looks after every minute: ended deployments, pins, bulk changes,
/// deprecations, erasures, infected versions and revoked certificates.
@NullMarked
package io.hotswap.deployments.reconciliation;

import org.jspecify.annotations.NullMarked;
