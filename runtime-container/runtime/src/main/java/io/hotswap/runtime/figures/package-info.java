@NullMarked
package io.hotswap.runtime.figures;

import org.jspecify.annotations.NullMarked;
