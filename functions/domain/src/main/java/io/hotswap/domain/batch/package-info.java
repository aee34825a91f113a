/// The same work on many things that have nothing to do with one another.
@NullMarked
package io.hotswap.domain.batch;

import org.jspecify.annotations.NullMarked;
