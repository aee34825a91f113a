@NullMarked
package io.hotswap.runtime.http.message;

import org.jspecify.annotations.NullMarked;
