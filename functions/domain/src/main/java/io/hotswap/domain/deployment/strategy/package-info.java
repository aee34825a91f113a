/// The five strategies and their settings.
@NullMarked
package io.hotswap.domain.deployment.strategy;

import org.jspecify.annotations.NullMarked;
