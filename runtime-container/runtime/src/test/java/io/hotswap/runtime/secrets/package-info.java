@NullMarked
package io.hotswap.runtime.secrets;

import org.jspecify.annotations.NullMarked;
