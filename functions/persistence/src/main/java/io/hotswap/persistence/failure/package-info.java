/// Failures of AWS calls, classified.
@NullMarked
package io.hotswap.persistence.failure;

import org.jspecify.annotations.NullMarked;
