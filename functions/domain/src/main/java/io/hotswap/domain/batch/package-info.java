/// Batches of independent items.
@NullMarked
package io.hotswap.domain.batch;

import org.jspecify.annotations.NullMarked;
