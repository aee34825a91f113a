/// The deployments API, the steps of the rollout machines, and the reconciliation: three Lambda
/// functions in one jar.
@NullMarked
package io.hotswap.deployments;

import org.jspecify.annotations.NullMarked;
