@NullMarked
package io.hotswap.secrets;

import org.jspecify.annotations.NullMarked;
