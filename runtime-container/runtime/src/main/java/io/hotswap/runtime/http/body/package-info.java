/// Bodies of requests: received in parts, decoded, bounded.
@NullMarked
package io.hotswap.runtime.http.body;

import org.jspecify.annotations.NullMarked;
