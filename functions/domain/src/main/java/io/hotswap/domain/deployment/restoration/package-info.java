/// What serves again when a deployment goes back.
@NullMarked
package io.hotswap.domain.deployment.restoration;

import org.jspecify.annotations.NullMarked;
