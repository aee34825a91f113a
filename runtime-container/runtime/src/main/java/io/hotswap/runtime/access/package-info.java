@NullMarked
package io.hotswap.runtime.access;

import org.jspecify.annotations.NullMarked;
