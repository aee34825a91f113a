/// Counts calls by version, outcome, latency and tenant.
@NullMarked
package io.hotswap.runtime.counting;

import org.jspecify.annotations.NullMarked;
