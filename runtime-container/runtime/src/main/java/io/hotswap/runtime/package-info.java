@NullMarked
package io.hotswap.runtime;

import org.jspecify.annotations.NullMarked;
