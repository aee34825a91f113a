@NullMarked
package io.hotswap.signing;

import org.jspecify.annotations.NullMarked;
