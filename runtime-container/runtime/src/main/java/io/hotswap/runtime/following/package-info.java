@NullMarked
package io.hotswap.runtime.following;

import org.jspecify.annotations.NullMarked;
