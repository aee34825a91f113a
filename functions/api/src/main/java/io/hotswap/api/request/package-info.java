/// A request before routing: its syntax, query and size.
@NullMarked
package io.hotswap.api.request;

import org.jspecify.annotations.NullMarked;
