/// Verifies bearer tokens and finds the tenant of a request.
@NullMarked
package io.hotswap.runtime.access;

import org.jspecify.annotations.NullMarked;
