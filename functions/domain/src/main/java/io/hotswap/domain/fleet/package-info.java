/// An environment's nodes as people see them: how each does, since when, and who is told.
@NullMarked
package io.hotswap.domain.fleet;

import org.jspecify.annotations.NullMarked;
