/// Failures of AWS calls: classification and backoff.
@NullMarked
package io.hotswap.persistence.failure;

import org.jspecify.annotations.NullMarked;
