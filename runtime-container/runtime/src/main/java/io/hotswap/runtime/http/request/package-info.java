/// Reads request heads by RFC 9110 and 9112.
@NullMarked
package io.hotswap.runtime.http.request;

import org.jspecify.annotations.NullMarked;
