@NullMarked
package io.hotswap.identity;

import org.jspecify.annotations.NullMarked;
