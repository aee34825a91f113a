/// What a request is before any operation is looked for: its syntax, its query, its size.
@NullMarked
package io.hotswap.api.request;

import org.jspecify.annotations.NullMarked;
