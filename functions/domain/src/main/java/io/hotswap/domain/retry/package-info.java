/// Repeating what lost a race or failed: attempts, and the pauses between them.
@NullMarked
package io.hotswap.domain.retry;

import org.jspecify.annotations.NullMarked;
