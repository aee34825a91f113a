/// The steps of the state machines, by strategy.
@NullMarked
package io.hotswap.domain.deployment.rollout;

import org.jspecify.annotations.NullMarked;
