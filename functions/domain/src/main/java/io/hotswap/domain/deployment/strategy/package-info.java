/// The five strategies, as data: settings, stages, and what a pause or a promotion means.
@NullMarked
package io.hotswap.domain.deployment.strategy;

import org.jspecify.annotations.NullMarked;
