@NullMarked
package io.hotswap.domain.idempotency;

import org.jspecify.annotations.NullMarked;
