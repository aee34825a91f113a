/// The steps of the state machines: they carry out the stages of a strategy.
@NullMarked
package io.hotswap.domain.deployment.rollout;

import org.jspecify.annotations.NullMarked;
