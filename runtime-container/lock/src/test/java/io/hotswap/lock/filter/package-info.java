@NullMarked
package io.hotswap.lock.filter;

import org.jspecify.annotations.NullMarked;
