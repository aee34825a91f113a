/// Dependencies between plugins as they are in an environment: what would resolve there, and what
/// would be lost.
@NullMarked
package io.hotswap.domain.dependency.world;

import org.jspecify.annotations.NullMarked;
