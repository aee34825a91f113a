/// What people and the schedule do to deployments under way: steer, roll back, reconcile, preview.
@NullMarked
package io.hotswap.domain.deployment.operations;

import org.jspecify.annotations.NullMarked;
