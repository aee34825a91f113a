@NullMarked
package io.hotswap.runtime.http;

import org.jspecify.annotations.NullMarked;
