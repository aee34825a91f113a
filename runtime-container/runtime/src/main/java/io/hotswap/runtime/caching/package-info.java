@NullMarked
package io.hotswap.runtime.caching;

import org.jspecify.annotations.NullMarked;
