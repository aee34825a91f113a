@NullMarked
package io.hotswap.lock;

import org.jspecify.annotations.NullMarked;
