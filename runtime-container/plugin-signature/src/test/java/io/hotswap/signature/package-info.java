@NullMarked
package io.hotswap.signature;

import org.jspecify.annotations.NullMarked;
