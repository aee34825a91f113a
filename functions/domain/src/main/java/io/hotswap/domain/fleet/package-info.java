/// An environment's nodes as operators see them: state, since when, and alerts about changes.
@NullMarked
package io.hotswap.domain.fleet;

import org.jspecify.annotations.NullMarked;
