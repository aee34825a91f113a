@NullMarked
package io.hotswap.runtime.http.connection;

import org.jspecify.annotations.NullMarked;
