/// What the state machines' steps do, strategy by strategy.
@NullMarked
package io.hotswap.domain.deployment.rollout;

import org.jspecify.annotations.NullMarked;
