@NullMarked
package io.hotswap.runtime.quota;

import org.jspecify.annotations.NullMarked;
