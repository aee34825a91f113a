/// Canonical texts of values, for digests.
@NullMarked
package io.hotswap.domain.canonical;

import org.jspecify.annotations.NullMarked;
