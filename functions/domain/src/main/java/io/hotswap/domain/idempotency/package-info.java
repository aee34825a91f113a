/// Executes a request with an `Idempotency-Key` once.
@NullMarked
package io.hotswap.domain.idempotency;

import org.jspecify.annotations.NullMarked;
